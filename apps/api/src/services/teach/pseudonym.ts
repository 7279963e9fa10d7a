/**
 * What an instructor calls a learner. There is no name in the database; the pseudonym is five characters of a hash of the
 * learner's ID, which is random itself, so nothing leads back to it. It is the same in every cohort and every list, and
 * "my learning" tells learners their own, so that they can say who they are if they wish.
 */
import { createHash } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 25 bits: of a thousand learners two share one in 1.5 % of cases. */
const LENGTH = 5;
const MEMBER_HEX_DIGITS = 24;

export function pseudonymOf(learnerId: string): string {
  return [...digest('pseudonym', learnerId).subarray(0, LENGTH)]
    .map((byte) => ALPHABET[byte % ALPHABET.length])
    .join('');
}

/** Returns the name of a membership in addresses: tells nothing of the learner, and differs from cohort to cohort. */
export function memberKey(cohortId: string, learnerId: string): string {
  return digest(cohortId, learnerId).toString('hex').slice(0, MEMBER_HEX_DIGITS);
}

function digest(realm: string, learnerId: string): Buffer {
  return createHash('sha256').update(`${realm}:${learnerId}`).digest();
}
