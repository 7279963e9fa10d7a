/** Adds the mechanics to a question that its kind has compiled: the rules to the public half, hint texts to the secret. */
import type { AttemptRules } from '../question.ts';
import type { SecretQuestion } from '../score/secret.ts';
import { reseal } from './identity.ts';
import type { Mechanics, QuizDefaults } from './mechanics-schema.ts';
import type { Parameters } from './variants.ts';

/** Kinds whose answers are not right or wrong: how sure one is of them means nothing. */
const WITHOUT_CERTAINTY: ReadonlySet<string> = new Set(['free-text', 'prediction', 'experiment']);

export interface MechanicsContext {
  mechanics: Mechanics;
  defaults: QuizDefaults;
  /** Place and values of a variant. */
  variant?: { index: number; parameters: Parameters } | undefined;
}

/** Returns the question with its mechanics, with version and fingerprint over all of it; the same one without any. */
export function applyMechanics(secret: SecretQuestion, context: MechanicsContext): SecretQuestion {
  const { mechanics, defaults, variant } = context;
  const certainty = mechanics.certainty ?? (defaults.certainty === true && takesCertainty(secret.kind));
  const attempts = attemptRules(mechanics, defaults);
  const { hints } = mechanics;
  if (!certainty && attempts === undefined && hints === undefined && variant === undefined) return secret;
  const extra = {
    ...(certainty && { certainty: true as const }),
    ...(attempts && { attempts }),
    ...(hints && { hints: hints.map(({ cost }) => cost) }),
  };
  return reseal(secret, extra, {
    ...(hints && { hints: hints.map(({ text }) => ({ zh: text.zh, en: text.en })) }),
    ...(variant && { variant }),
  });
}

export function takesCertainty(kind: string): boolean {
  return !WITHOUT_CERTAINTY.has(kind);
}

function attemptRules({ attempts, parameters }: Mechanics, defaults: QuizDefaults): AttemptRules | undefined {
  const { max, penalty, newVariant } = { ...defaults.attempts, ...attempts };
  const rules: AttemptRules = {
    ...(max !== undefined && { max }),
    ...(penalty !== undefined && penalty > 0 && { penalty }),
    ...(newVariant === true && parameters !== undefined && { newVariant }),
  };
  return Object.keys(rules).length > 0 ? rules : undefined;
}
