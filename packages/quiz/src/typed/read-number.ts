/**
 * Reads numbers the way people type them, in Chinese and English: full width, thousands separators, powers of ten,
 * fractions, percent, 万 and 亿, a unit before or behind. What is not plainly a number is not guessed at: "1,5" and "3-5" are unreadable.
 */

export interface TypedNumber {
  value: number;
  /** `none`: only a number was typed; `known`: followed by one of the spellings; `other`: by something else. */
  unit: 'none' | 'known' | 'other';
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const DIGITS = String.raw`(?:\d{1,3}(?:[,' _]\d{3})+|\d+)`;
const DECIMAL = String.raw`(?:${DIGITS}(?:\.\d*)?|\.\d+)`;
const EXPONENT = String.raw`(?:e(?<scientific>[+-]?\d+)|\s*[x×*·]\s*10\s*\^\s*\(?(?<ofTen>[+-]?\d+)\)?|\s*\^\s*\(?(?<power>[+-]?\d+)\)?)`;
const NUMBER = new RegExp(
  String.raw`^(?<sign>[+-]?)\s*(?<mantissa>${DECIMAL})${EXPONENT}?(?:\s*/\s*(?<below>${DECIMAL}))?`,
  'i',
);
const APPROXIMATELY = /^(?:大约|约|about|approximately|[≈~=])\s*/i;
const CURRENCY = /^([$¥€£])\s*/;
/** A second number follows: a range, a decimal comma, a version. Which one is meant is not ours to guess. */
const SECOND_NUMBER = /^[\s.,'_:~^/+-]*\d/;
const MULTIPLIERS: readonly [string, number][] = [
  ['万亿', 1e12],
  ['亿', 1e8],
  ['万', 1e4],
  ['千', 1e3],
];

/**
 * Returns the number in a typed text and whether a unit of the question stands beside it, or `undefined` when the
 * text is not one finite number. `%` and `‰` scale the value unless they are themselves a spelling of the unit.
 *
 * `readNumber('１,０２４ 个', ['个'])` is `{ value: 1024, unit: 'known' }`.
 */
export function readNumber(typed: string, unitSpellings: readonly string[]): TypedNumber | undefined {
  const text = plain(typed).replace(APPROXIMATELY, '').replace(/^负/, '-');
  const currency = CURRENCY.exec(text)?.[1] ?? '';
  const body = currency ? text.replace(CURRENCY, '') : text;
  const match = NUMBER.exec(body);
  if (!match?.groups) return undefined;
  const behind = body.slice(match[0].length);
  if (SECOND_NUMBER.test(behind)) return undefined;
  const value = readValue(match);
  const typedNumber = withUnit(value, `${currency}${normaliseUnit(behind)}`, unitSpellings.map(normaliseUnit));
  return Number.isFinite(typedNumber.value) ? typedNumber : undefined;
}

/** Returns the form in which two spellings of a unit are equal: half width, lower case, no spaces, no final stop. */
function normaliseUnit(unit: string): string {
  return plain(unit)
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/[.,;!?。、]+$/, '');
}

/** Half width, plain minus, `10²` as `10^2`, `3。5` as `3.5`. NFKC alone would make `10²` into `102`. */
function plain(text: string): string {
  return text
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+/g, (run) => `^${[...run].map(plainSuperscript).join('')}`)
    .replace(/(?=[¼-¾⅐-⅞])/g, ' ')
    .normalize('NFKC')
    .replace(/⁄/g, '/')
    .replace(/[−‐‑‒–—﹣]/g, '-')
    .replace(/(?<=\d)。(?=\d)/g, '.')
    .trim();
}

function plainSuperscript(character: string): string {
  const digit = SUPERSCRIPTS.indexOf(character);
  return digit >= 0 ? String(digit) : character === '⁻' ? '-' : '+';
}

function readValue(match: RegExpExecArray): number {
  const { sign, mantissa = '', scientific, ofTen, power, below } = match.groups ?? {};
  const exponent = scientific ?? ofTen;
  // Through the parser, not by multiplying: 3e-1 must be exactly 0.3.
  let value = Number(`${digitsOf(mantissa)}${exponent === undefined ? '' : `e${exponent}`}`);
  if (power !== undefined) value **= Number(power);
  if (below !== undefined) value /= Number(digitsOf(below));
  return sign === '-' ? -value : value;
}

function digitsOf(decimal: string): string {
  return decimal.replace(/[,' _]/g, '');
}

function withUnit(value: number, unit: string, spellings: readonly string[]): TypedNumber {
  if (unit === '') return { value, unit: 'none' };
  if (spellings.includes(unit)) return { value, unit: 'known' };
  for (const [word, factor] of MULTIPLIERS)
    if (unit.startsWith(word)) return withUnit(value * factor, unit.slice(word.length), spellings);
  if (unit === '%') return { value: value / 100, unit: 'none' };
  if (unit === '‰') return { value: value / 1000, unit: 'none' };
  return { value, unit: 'other' };
}
