import { describe, expect, it } from 'vitest';
import { copiedLines, longLines, parses, topLevelStatements } from './code-form.ts';

const FILE = `/** A note. */
import { a } from './a.ts';

/** Adds. */
export function add(x: number): number {
  return x + 1;
}

const one: number = 1;
// last
function unfinished(`;

describe('topLevelStatements', () => {
  it('gives whole statements with their comments, without imports and without the unfinished last one', () => {
    expect(topLevelStatements(FILE).map((statement) => statement.trim())).toEqual([
      '/** Adds. */\nexport function add(x: number): number {\n  return x + 1;\n}',
      'const one: number = 1;',
    ]);
    expect(topLevelStatements('')).toEqual([]);
  });
});

describe('parses', () => {
  it('accepts TypeScript and refuses broken brackets', () => {
    expect(topLevelStatements(FILE).every(parses)).toBe(true);
    expect(parses('function f(x: number) { return x; ')).toBe(false);
    expect(parses('const = 1;')).toBe(false);
  });
});

describe('copiedLines', () => {
  it('counts long lines that are known, indents aside', () => {
    const known = longLines('  export function add(x: number): number {\n');
    expect(copiedLines([FILE, 'a new line of more than twenty letters'], known)).toEqual({ copied: 1, lines: 3 });
  });
});
