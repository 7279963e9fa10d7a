/** Measures written TypeScript: whether its statements parse, and how much of it stands in the training files. */
import { stripTypeScriptTypes } from 'node:module';

/** Lines shorter than this are everybody's: `return result;`. */
const LEAST_LINE = 24;
/** Begins a line but no statement: it closes one, or is the inside of a comment. */
const GOES_ON = /^[\s})\]*`|?:&.]/;

/**
 * The whole top-level statements of a text, with the comments before them: cut before every line that begins at the
 * margin. The last may be unfinished and is left out; so are imports and what is comment only.
 */
export function topLevelStatements(text: string): string[] {
  const statements: string[] = [];
  let current = '';
  for (const line of text.split('\n')) {
    if (current !== '' && line !== '' && !GOES_ON.test(line) && withoutComments(current) !== '' && !isOpen(current)) {
      statements.push(current);
      current = '';
    }
    current += `${line}\n`;
  }
  return statements.filter((statement) => !/^(import|export \*|export (type )?\{)/.test(withoutComments(statement)));
}

/** True if Node's own TypeScript parser accepts the text. */
export function parses(text: string): boolean {
  try {
    stripTypeScriptTypes(text);
    return true;
  } catch {
    return false; // that is the answer
  }
}

/** Distinct lines of some length that stand among `known`, and how many there are. */
export function copiedLines(texts: readonly string[], known: ReadonlySet<string>): { copied: number; lines: number } {
  const lines = texts.flatMap((text) => [...longLines(text)]);
  return { copied: lines.filter((line) => known.has(line)).length, lines: lines.length };
}

/** The lines that count for copying, without their indent. */
export function longLines(text: string): Set<string> {
  return new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.length >= LEAST_LINE),
  );
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?(\*\/|$)|\/\/.*/g, '').trim();
}

/** Inside a comment that has not ended. */
function isOpen(text: string): boolean {
  return text.lastIndexOf('/*') > text.lastIndexOf('*/');
}
