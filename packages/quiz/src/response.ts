/** First steps of every `validate`: is this JSON an answer of that kind at all? And how a refusal is made. */
import type { LocalText, ResponseProblem, ResponseProblemCode } from './question.ts';

export interface Refusal {
  ok: false;
  problem: ResponseProblem;
}

/** `response` is the answer with only the fields its kind has: the thing to send, score and store. */
export type Validation<Response> = { ok: true; response: Response } | Refusal;

/** Returns a refusal with words for the learner. */
export function refuse(code: ResponseProblemCode, text: LocalText): Refusal {
  return { ok: false, problem: { code, text } };
}

/** The answer does not have the form of this kind: a mistake of a program, not of a learner. */
export function refuseShape(): Refusal {
  return refuse('wrong-shape', {
    zh: '没有读懂这份回答，没有评分。请刷新页面后再试。',
    en: 'This answer could not be read, so it was not graded. Reload the page and try again.',
  });
}

/** Returns the fields of an answer of that kind, or `undefined` for any other JSON. */
export function findFields(response: unknown, kind: string): Record<string, unknown> | undefined {
  if (typeof response !== 'object' || response === null || Array.isArray(response)) return undefined;
  const fields = response as Record<string, unknown>; // any object may be read by key
  return fields.kind === kind ? fields : undefined;
}

/** Says what is wrong with a list of option IDs, or `undefined` when each is one of the options and none comes twice. */
export function findIdProblem(ids: unknown, options: readonly { id: string }[]): Refusal | undefined {
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string')) return refuseShape();
  const known = new Set(options.map((option) => option.id));
  if (!ids.every((id) => known.has(id))) return refuseUnknownOption();
  if (new Set(ids).size < ids.length)
    return refuse('repeated-option', { zh: '同一项出现了两次。', en: 'One option appears twice.' });
  return undefined;
}

/** The answer names an option that this version of the question does not have. */
export function refuseUnknownOption(): Refusal {
  return refuse('unknown-option', {
    zh: '这道题已经更新，选项变了。请刷新页面后再答。',
    en: 'This question has changed and that option is gone. Reload the page and answer again.',
  });
}

/**
 * Reads a mapping such as `{ blank: typed text }`. Names that are missing become empty texts; a name that the question
 * does not have is refused.
 */
export function readMapping(value: unknown, names: readonly string[]): Record<string, string> | Refusal {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuseShape();
  const entries = new Map<string, unknown>(Object.entries(value));
  if (![...entries.values()].every((entry) => typeof entry === 'string')) return refuseShape();
  if (![...entries.keys()].every((name) => names.includes(name))) return refuseUnknownOption();
  return Object.fromEntries(names.map((name) => [name, String(entries.get(name) ?? '')]));
}

/** Tells the two outcomes of `readMapping` apart: no name of ours is `problem`. */
export function isRefusal(outcome: object): outcome is Refusal {
  return 'ok' in outcome && outcome.ok === false;
}
