/**
 * Variants are made when a quiz is compiled, not when a learner asks: each one is a whole question with its own version
 * and key, checked by every rule of its kind. A draw that breaks a rule stops the build, not a learner.
 */

import { type Random, seededRandom, shuffle } from '../mechanics/random.ts';
import type { LocalText } from '../question.ts';
import { ExpressionError, evaluate, type Scope } from './expression.ts';
import type { AuthoredParameter, Mechanics } from './mechanics-schema.ts';
import { type Issue, isFields, type RawFields } from './rules.ts';

/** One set of values, in the order of the author's parameters. */
export type Parameters = Record<string, number | string | boolean | LocalText>;
export interface RawVariant {
  parameters: Parameters;
  /** The question with every placeholder and formula replaced. */
  raw: RawFields;
}

const DEFAULT_VARIANTS = 10;
/** Up to here every combination is looked at; beyond, as many are drawn. */
const MOST_COMBINATIONS = 20_000;
/** A formula instead of a value: `answer: "= n * 4"`. */
const FORMULA = /^\s*=(?!=)(.*)$/s;
const PLACEHOLDER = /\{\{(.*?)\}\}/gs;
/** Fields that describe the draw itself; they are not part of a variant. */
const DRAW_FIELDS = new Set(['parameters', 'constraints', 'variants']);

/**
 * Returns the variants of a question in a fixed order that its ID seeds; the first one is what a learner sees before
 * the first contact with the server.
 */
export function drawVariants(raw: RawFields, mechanics: Mechanics): { variants: RawVariant[]; issues: Issue[] } {
  const { parameters: authored = {}, constraints = [], variants: wanted } = mechanics;
  const random = seededRandom(`variants of ${String(raw.id)}`);
  const issues: Issue[] = [];
  const found: RawVariant[] = [];
  try {
    for (const free of combinations(authored, random)) {
      if (found.length >= (wanted ?? DEFAULT_VARIANTS)) break;
      const parameters = withFormulas(authored, free);
      if (!constraints.every((condition, index) => holds(condition, parameters, index))) continue;
      found.push({ parameters, raw: instantiate(raw, parameters) });
    }
  } catch (error) {
    if (!(error instanceof PlacedError)) throw error;
    return { variants: [], issues: [{ path: error.path, found: error.found, needed: error.needed }] };
  }
  const least = wanted ?? 2;
  if (found.length < least)
    issues.push({
      path: ['parameters'],
      found: `parameters with ${found.length} allowed ${found.length === 1 ? 'combination' : 'combinations'}`,
      needed: `at least ${least}: wider ranges, weaker constraints or fewer "variants"`,
      atKey: true,
    });
  return { variants: found, issues };
}

class PlacedError extends Error {
  readonly path: Issue['path'];
  readonly found: string;
  readonly needed: string;
  constructor(path: Issue['path'], found: string, needed: string) {
    super(`${path.join('.')}: ${found}`);
    this.path = path;
    this.found = found;
    this.needed = needed;
  }
}

function* combinations(authored: Record<string, AuthoredParameter>, random: Random): Generator<Parameters> {
  const free = Object.entries(authored).flatMap(([name, parameter]) =>
    typeof parameter === 'string' ? [] : [{ name, values: valuesOf(name, parameter) }],
  );
  const count = free.reduce((product, { values }) => product * values.length, 1);
  const seen = new Set<number>();
  const order = count <= MOST_COMBINATIONS ? shuffle([...Array(count).keys()], random) : undefined;
  for (let turn = 0; turn < Math.min(count, MOST_COMBINATIONS); turn += 1) {
    const place = order?.[turn] ?? Math.floor(random() * count);
    if (seen.has(place)) continue;
    seen.add(place);
    let rest = place;
    yield Object.fromEntries(
      free.map(({ name, values }) => {
        const value = values[rest % values.length] ?? 0;
        rest = Math.floor(rest / values.length);
        return [name, value];
      }),
    );
  }
}

function valuesOf(name: string, parameter: Exclude<AuthoredParameter, string>): (number | string | LocalText)[] {
  if (Array.isArray(parameter)) return parameter;
  const { from, to, step = 1 } = parameter;
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (count < 2)
    throw new PlacedError(['parameters', name], `a range with ${Math.max(count, 0)} values`, 'a "to" above "from"');
  if (count > MOST_COMBINATIONS)
    throw new PlacedError(['parameters', name], `a range with ${count} values`, 'a larger "step"');
  return [...Array(count).keys()].map((index) => Number((from + index * step).toPrecision(12)));
}

function withFormulas(authored: Record<string, AuthoredParameter>, free: Parameters): Parameters {
  const all: Parameters = {};
  for (const [name, parameter] of Object.entries(authored)) {
    const value = free[name];
    if (value !== undefined) all[name] = value;
    else if (typeof parameter === 'string')
      all[name] = calculate(parameter.replace(/^\s*=/, ''), all, ['parameters', name]);
  }
  return all;
}

function holds(condition: string, parameters: Parameters, index: number): boolean {
  const path = ['constraints', index];
  const value = calculate(condition, parameters, path);
  if (typeof value === 'boolean') return value;
  throw new PlacedError(path, `a condition with the value ${String(value)}`, 'a comparison, such as "a < b"');
}

/** Returns the question with these values in it. */
function instantiate(raw: RawFields, parameters: Parameters): RawFields {
  const kept = Object.entries(raw).filter(([name]) => !DRAW_FIELDS.has(name));
  return Object.fromEntries(kept.map(([name, part]) => [name, replaceIn(part, parameters, [name])]));
}

function replaceIn(value: unknown, parameters: Parameters, path: Issue['path']): unknown {
  if (typeof value === 'string') return replaceText(value, parameters, path);
  if (Array.isArray(value)) return value.map((entry, index) => replaceIn(entry, parameters, [...path, index]));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, replaceIn(part, parameters, [...path, name])]),
  );
}

function replaceText(text: string, parameters: Parameters, path: Issue['path']): unknown {
  const formula = FORMULA.exec(text)?.[1];
  if (formula !== undefined) return calculate(formula, parameters, path);
  const locale = path.includes('en') ? 'en' : 'zh';
  return text.replace(PLACEHOLDER, (_whole, source: string) => {
    const value = parameters[source.trim()];
    if (typeof value === 'object') return value[locale];
    return String(calculate(source, parameters, path));
  });
}

function calculate(source: string, scope: Scope, path: Issue['path']): number | string | boolean {
  try {
    return evaluate(source.trim(), scope);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const values = Object.entries(scope).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
    const where = values.length > 0 ? ` with ${values.join(', ')}` : '';
    throw new PlacedError(
      path,
      `"${source.trim()}": ${error.message}${where}`,
      'an expression of the parameters above',
    );
  }
}
