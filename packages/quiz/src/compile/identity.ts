/**
 * Names for questions and options that tell nothing about the key.
 *
 * A hash over the key would not do, however strong: a question with four options has four possible keys, so a browser
 * tries them all. Nor would the author's own option IDs (`a, b, c` in the right order), nor a shuffle seeded by them. So everything public is a
 * function of public text alone: the ID of an option hashes the question's ID and the option's texts, lists are sorted by that ID, and
 * `version` hashes the public fields. Whether the key changed is told by `fingerprint`, which stays on the server.
 */
import { createHash } from 'node:crypto';
import type { LocalText, PublicOption, QuestionBase } from '../question.ts';
import type { SecretBase } from '../score/secret-base.ts';

/** 64 bits: two versions of one question never meet by chance. */
const VERSION_HEX_DIGITS = 16;
/** 40 bits: unique among the few options of one question. */
const OPTION_HEX_DIGITS = 10;

/** A question before its version is known. */
const UNVERSIONED = '';

/** What every authored question has, whatever its kind. */
interface AuthoredBase {
  id: string;
  points: number;
  prompt: LocalText;
  objective?: string | undefined;
}

/** Returns the public fields that questions of every kind have; the kind adds its own, one by one. */
export function publicBase<Kind extends string>(authored: AuthoredBase, kind: Kind): QuestionBase<Kind> {
  const { id, points, prompt, objective } = authored;
  const base = { id, kind, version: UNVERSIONED, points, prompt: { zh: prompt.zh, en: prompt.en } };
  return objective === undefined ? base : { ...base, objective };
}

/** Returns the public ID of an option: it changes only when the question's ID or the option's own texts change. */
export function optionId(questionId: string, { zh, en }: LocalText): string {
  return `o${hash([questionId, zh, en], OPTION_HEX_DIGITS)}`;
}

/** Returns the options as a browser may see them, in an order that only their texts decide. */
export function publicOptions(questionId: string, options: readonly { text: LocalText }[]): PublicOption[] {
  return options
    .map(({ text }) => ({ id: optionId(questionId, text), text: { zh: text.zh, en: text.en } }))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

/**
 * Joins a public question with its key.
 *
 * @param question freshly built from `publicBase`; `version` is set here, from the fields that a learner sees.
 */
export function seal<Public extends QuestionBase<string>, Key>(question: Public, key: Key): SecretBase<Public, Key> {
  question.version = versionOf(question);
  return {
    id: question.id,
    kind: question.kind,
    version: question.version,
    fingerprint: hash([question, key], VERSION_HEX_DIGITS),
    public: question,
    key,
  };
}

/**
 * Returns the question with more public fields and more secret parts beside the key, under the names that follow from
 * them. Objects are copied; what was given stays as it is.
 */
export function reseal<Secret extends SecretBase<QuestionBase<string>, unknown>>(
  secret: Secret,
  extraPublic: Partial<QuestionBase<string>>,
  extraSecret: Pick<SecretBase<QuestionBase<string>, unknown>, 'hints' | 'variant'>,
): Secret {
  const question = { ...secret.public, ...extraPublic, version: UNVERSIONED };
  question.version = versionOf(question);
  const fingerprint = hash([question, secret.key, extraSecret], VERSION_HEX_DIGITS);
  return { ...secret, version: question.version, fingerprint, public: question, ...extraSecret };
}

/** What a learner does not see makes no new version. */
function versionOf({ objective: _notShown, ...shown }: QuestionBase<string>): string {
  return hash({ ...shown, version: UNVERSIONED }, VERSION_HEX_DIGITS);
}

function hash(value: unknown, hexDigits: number): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, hexDigits);
}

/** JSON with sorted keys, so that the order in which code sets fields never makes a new version. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)))
      : part,
  );
}
