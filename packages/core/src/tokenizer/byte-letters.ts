/**
 * GPT-2's alphabet of bytes: every byte gets a visible letter, so that a vocabulary of bytes can be written as text.
 * Bytes that print stand for themselves; the other 68 get the letters from U+0100 on: a space is Ġ, a line break Ċ.
 *
 * @see Radford et al. 2019, bytes_to_unicode in openai/gpt-2, src/encoder.py
 */

/** Ranges of Latin-1 that print, ends included. */
const VISIBLE = [
  [0x21, 0x7e],
  [0xa1, 0xac],
  [0xae, 0xff],
] as const;
const FIRST_STAND_IN = 0x100;

const LETTERS = lettersOfBytes();
const BYTES: ReadonlyMap<string, number> = new Map(LETTERS.map((letter, byte) => [letter, byte]));

/** The letters of all 256 bytes in the order of GPT-2's first 256 ids: those that print, then the stand-ins. */
export const BYTE_LETTERS_IN_ORDER: readonly string[] = [...LETTERS].sort((a, b) => a.charCodeAt(0) - b.charCodeAt(0));

/** Returns one letter per byte: `Ġworld` for the bytes of ` world`. */
export function bytesToLetters(bytes: Uint8Array): string {
  let letters = '';
  for (const byte of bytes) letters += LETTERS[byte] ?? '';
  return letters;
}

/** Returns the bytes that letters stand for; undefined if one of them stands for none. */
export function lettersToBytes(letters: string): Uint8Array | undefined {
  const bytes = new Uint8Array(letters.length); // every letter is one UTF-16 unit
  for (let i = 0; i < letters.length; i++) {
    const byte = BYTES.get(letters.charAt(i));
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}

function lettersOfBytes(): string[] {
  let standIns = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    const visible = VISIBLE.some(([first, last]) => byte >= first && byte <= last);
    return String.fromCharCode(visible ? byte : FIRST_STAND_IN + standIns++);
  });
}
