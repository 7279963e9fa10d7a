/**
 * How often somebody may ask for codes and try them. A code has six digits and five tries; with these limits an attacker
 * who aims at one address has about 100 guesses a day among a million.
 */
import { type Limit, limitRate } from '../rate-limits.ts';
import type { ServiceContext } from '../service-context.ts';

const CODES_TO_EMAIL: Limit = { name: 'code-to-email', max: 5, windowMinutes: 60 };
const CODES_TO_EMAIL_DAILY: Limit = { name: 'code-to-email-daily', max: 20, windowMinutes: 1440 };
const TRIES_FOR_EMAIL: Limit = { name: 'try-for-email', max: 10, windowMinutes: 15 };
/** A whole school comes from one network. */
const CODES_FROM_NETWORK: Limit = { name: 'code-from-network', max: 200, windowMinutes: 60 };
const TRIES_FROM_NETWORK: Limit = { name: 'try-from-network', max: 300, windowMinutes: 60 };
const OTHER_FROM_NETWORK: Limit = { name: 'sign-in-from-network', max: 600, windowMinutes: 60 };

/** Each throws `ApiError` 429 when there were too many. */
export interface SignInLimits {
  sendCode(email: string, network: string): Promise<void>;
  tryCode(email: string, network: string): Promise<void>;
  /** Passkeys and providers, which can't be guessed but cost work. */
  tryOther(network: string): Promise<void>;
}

export function signInLimits({ db, now }: Pick<ServiceContext, 'db' | 'now'>): SignInLimits {
  return {
    async sendCode(email, network) {
      await limitRate(db, CODES_FROM_NETWORK, network, now());
      await limitRate(db, CODES_TO_EMAIL_DAILY, email, now());
      await limitRate(db, CODES_TO_EMAIL, email, now());
    },
    async tryCode(email, network) {
      await limitRate(db, TRIES_FROM_NETWORK, network, now());
      await limitRate(db, TRIES_FOR_EMAIL, email, now());
    },
    tryOther: (network) => limitRate(db, OTHER_FROM_NETWORK, network, now()),
  };
}
