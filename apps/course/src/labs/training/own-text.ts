/** The learner's own text as a corpus: what is accepted, and which plain reason is given when it is not. */

export type TextProblem = 'empty' | 'too-short' | 'too-long' | 'binary' | 'not-utf8' | 'one-character';

export type TextCheck =
  | { ok: true; text: string; characters: number; distinct: number }
  | { ok: false; problem: TextProblem; characters: number };

/** Less than this leaves no validation part worth its name. */
export const SHORTEST_TEXT = 1_000;
const LONGEST_TEXT = 3_000_000;
const REPLACEMENT = '\uFFFD';
/** Control characters that text files do hold: tab, line feed, form feed, carriage return. */
const TEXT_CONTROLS = new Set([9, 10, 12, 13]);
const FIRST_PRINTABLE = 32;

/** Checks pasted text. Line ends become `\n`; a byte order mark is dropped. */
export function checkText(raw: string): TextCheck {
  const text = raw.replace(/^\uFEFF/u, '').replace(/\r\n?/gu, '\n');
  const characters = text.trim().length;
  if (characters === 0) return { ok: false, problem: 'empty', characters };
  if (hasControls(text)) return { ok: false, problem: 'binary', characters };
  if (text.includes(REPLACEMENT)) return { ok: false, problem: 'not-utf8', characters };
  if (characters < SHORTEST_TEXT) return { ok: false, problem: 'too-short', characters };
  if (characters > LONGEST_TEXT) return { ok: false, problem: 'too-long', characters };
  const distinct = new Set(text).size;
  if (distinct < 2) return { ok: false, problem: 'one-character', characters };
  return { ok: true, text, characters, distinct };
}

/** Checks a file's bytes: UTF-8 first, then GB18030, in which many older Chinese text files are written. */
export function checkFile(bytes: Uint8Array): TextCheck {
  if (bytes.includes(0)) return { ok: false, problem: 'binary', characters: 0 };
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return checkText(new TextDecoder(encoding, { fatal: true }).decode(bytes));
    } catch {
      // Not this encoding: try the next.
    }
  }
  return { ok: false, problem: 'not-utf8', characters: 0 };
}

function hasControls(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < FIRST_PRINTABLE && !TEXT_CONTROLS.has(code)) return true;
  }
  return false;
}
