/** Takes one raw question through its kind, once per variant, and adds its mechanics. */
import type { SecretQuestion } from '../score/secret.ts';
import { applyMechanics, takesCertainty } from './apply-mechanics.ts';
import type { CompileQuestion } from './define-kind.ts';
import { findMechanicsIssues, type Mechanics, type QuizDefaults, readMechanics } from './mechanics-schema.ts';
import { type Issue, isFields, type RawFields } from './rules.ts';
import { drawVariants, type Parameters } from './variants.ts';

interface Outcome {
  issues: Issue[];
  /** Without parameters, the one question; empty when there are issues. */
  variants: SecretQuestion[];
}

/** Compiles one raw question; `compile` finds its kind and knows nothing of mechanics. */
export function compileWithMechanics(
  raw: unknown,
  defaults: QuizDefaults,
  compile: (raw: unknown) => ReturnType<CompileQuestion>,
): Outcome {
  const mechanics = isFields(raw) ? readMechanics(raw) : undefined;
  if (!isFields(raw) || mechanics === undefined) return asOutcome(compile(raw), (question) => question);
  const ruleIssues = [...findMechanicsIssues(raw), ...findCertaintyIssue(raw, mechanics)];
  const outcome =
    mechanics.parameters === undefined
      ? asOutcome(compile(raw), (question) => applyMechanics(question, { mechanics, defaults }))
      : compileVariants(raw, mechanics, defaults, compile);
  const issues = [...outcome.issues, ...ruleIssues];
  return { issues, variants: issues.length > 0 ? [] : outcome.variants };
}

function compileVariants(
  raw: RawFields,
  mechanics: Mechanics,
  defaults: QuizDefaults,
  compile: (raw: unknown) => ReturnType<CompileQuestion>,
): Outcome {
  const drawn = drawVariants(raw, mechanics);
  if (drawn.issues.length > 0) return { issues: drawn.issues, variants: [] };
  const variants: SecretQuestion[] = [];
  for (const [index, { parameters, raw: filled }] of drawn.variants.entries()) {
    // The texts of hints have placeholders too.
    const own = readMechanics(filled) ?? mechanics;
    const outcome = asOutcome(compile(filled), (question) =>
      applyMechanics(question, {
        mechanics: { ...own, parameters: mechanics.parameters },
        defaults,
        variant: { index, parameters },
      }),
    );
    // One variant's problems are enough: the others mostly have the same.
    if (outcome.issues.length > 0)
      return { issues: outcome.issues.map((issue) => inVariant(issue, parameters)), variants: [] };
    variants.push(...outcome.variants);
  }
  return { issues: findAlike(variants), variants };
}

/** Two variants that read alike are one question with two keys. */
function findAlike(variants: readonly SecretQuestion[]): Issue[] {
  const versions = new Set(variants.map(({ version }) => version));
  if (versions.size === variants.length) return [];
  return [
    {
      path: ['parameters'],
      found: `${variants.length} variants of which only ${versions.size} read differently`,
      needed: 'every parameter in what the learner reads, as {{name}}',
      atKey: true,
    },
  ];
}

function findCertaintyIssue(raw: RawFields, { certainty }: Mechanics): Issue[] {
  if (certainty !== true || takesCertainty(String(raw.kind))) return [];
  return [{ path: ['certainty'], needed: `no certainty: an answer to ${String(raw.kind)} is not right or wrong` }];
}

function inVariant(issue: Issue, parameters: Parameters): Issue {
  const values = Object.entries(parameters).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return { ...issue, needed: `${issue.needed} (in the variant with ${values.join(', ')})` };
}

function asOutcome(
  compiled: ReturnType<CompileQuestion>,
  change: (question: SecretQuestion) => SecretQuestion,
): Outcome {
  if ('issues' in compiled) return { issues: compiled.issues, variants: [] };
  return { issues: [], variants: [change(compiled.question)] };
}
