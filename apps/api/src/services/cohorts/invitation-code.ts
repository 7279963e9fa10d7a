/** Invitation codes: easy to read aloud, hard to guess. */
import { randomInt } from 'node:crypto';

/** Crockford's Base32, which has no letter that looks like a digit; 8 of them are 40 bits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/** Returns a new code as it is stored: `K7QM3XTP`. */
export function newInvitationCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** Returns the code as it is stored from what somebody typed: any case and width, hyphens, spaces, O for 0, I or L for 1. */
export function readInvitationCode(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—_]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}
