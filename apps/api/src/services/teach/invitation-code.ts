/** Codes that let learners into a cohort: short enough to write on a blackboard, too many to guess. */
import { randomInt } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, which are misread or misunderstood. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 40 bits. */
const LENGTH = 8;

/** Returns a new code, upper case, without hyphens. */
export function newInvitationCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
