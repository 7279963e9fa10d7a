import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const TEXT = [
  'ink',
  'ink-2',
  'ink-3',
  'accent',
  'query',
  'key',
  'value',
  'token',
  'reward',
  'train',
  'validation',
  'right',
  'partly',
  'wrong',
];
const GROUNDS = ['paper', 'raised', 'sunken'];
const OWN_GROUND = [
  ['accent', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['right', 'right-soft'],
  ['partly', 'partly-soft'],
  ['wrong', 'wrong-soft'],
  ['token', 'token-soft'],
  ['on-accent', 'accent'],
] as const;
const AA_TEXT = 4.5;
const AA_EDGE = 3;

test.each(['light', 'dark'] as const)('every text colour reaches 4.5:1 on every ground, %s', (theme) => {
  for (const text of TEXT) for (const ground of GROUNDS) expectContrast(text, ground, theme, AA_TEXT);
  for (const [text, ground] of OWN_GROUND) expectContrast(text, ground, theme, AA_TEXT);
});

test.each(['light', 'dark'] as const)('edges of controls reach 3:1, %s', (theme) => {
  for (const ground of GROUNDS) expectContrast('line-strong', ground, theme, AA_EDGE);
});

test.each(['light', 'dark'] as const)('the probability ramp rises or falls in lightness at every step, %s', (theme) => {
  const steps = [0, 1, 2, 3, 4, 5, 6].map((step) => luminance(color(`prob-${step}`, theme)));
  const sorted = [...steps].sort((a, b) => (theme === 'light' ? b - a : a - b));
  expect(steps).toEqual(sorted);
});

function expectContrast(text: string, ground: string, theme: 'light' | 'dark', least: number): void {
  const [high, low] = [luminance(color(text, theme)), luminance(color(ground, theme))].sort((a, b) => b - a);
  const ratio = ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
  expect(ratio, `--${text} on --${ground}, ${theme}`).toBeGreaterThanOrEqual(least);
}

/** The value of a token, read from the stylesheet: `--ink: light-dark(#1d1c1a, #ecebe6)`. */
function color(name: string, theme: 'light' | 'dark'): string {
  const found = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  expect(found, `--${name} in tokens.css`).not.toBeNull();
  return found?.[theme === 'light' ? 1 : 2] ?? '';
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
