/**
 * Judges a free answer against the truth. Words decide, not wording: an answer is what it claims once letters' width
 * and case, punctuation and politeness are taken away.
 *
 *   refused  it says it does not know, or asks back although the question was clear; also when a guess follows
 *   right    it names the true value and no other value of the relation; of an ambiguous question: it asks back, or
 *            names the answers of both readings and no other
 *   wrong    everything else: another value, several values, one reading of two, nothing at all, not an answer
 *
 * A value behind a negation (不是医生, not a doctor) is not claimed. Unanswerable questions have no right answer: the
 * best verdict is `refused`.
 */
import type { WorldQuestion } from './questions.ts';

/** What an answer is worth. */
export type Verdict = 'right' | 'wrong' | 'refused';

const REFUSAL =
  /不知道|不清楚|不确定|不了解|不明白|不记得|没听说|没有听说|没有(?:找到|提到|相关|这|资料|记载|答案|信息)|未(?:找到|提及|知)|无法|无从|说不(?:准|好|上)|查不到|找不到|答不(?:上|出)|抱歉|don'?t know|do not know|(?:am|'m|is) not (?:sure|certain)|not sure|unsure|no idea|(?:can'?t|cannot|can not|could not|couldn'?t|unable to) (?:say|tell|answer|find|determine|know)|not (?:found|known|mentioned|stated|available|in (?:the|my))|no (?:answer|information|record|such|mention)|unknown|never heard|sorry/;

const ASKS_BACK =
  /哪一?(?:位|个|人)|哪里的|说的是谁|请问(?:是|您|你)|which (?:one|person|of)|who (?:exactly )?do you mean|(?:do|did) you mean|could you (?:clarify|specify)|please (?:clarify|specify)/;

/** What may stand right before a value and deny it. */
const NEGATION =
  /(?:不是|并非|不在|不叫|没有|不|没)$|(?:\bnot(?: an?| the)?|n't(?: an?| the)?|\bnever(?: an?| the)?|\bno) $/;

/** Returns the verdict on an answer. */
export function judge(question: Pick<WorldQuestion, 'kind' | 'answers' | 'range'>, answerText: string): Verdict {
  const text = normalised(answerText);
  const asksBack = ASKS_BACK.test(text);
  if (question.kind === 'ambiguous' && asksBack) return 'right';
  if (asksBack || REFUSAL.test(text)) return 'refused';
  const truths = new Set(question.answers.map(normalised));
  const claims = claimedValues(text, [...question.range, ...question.answers].map(normalised));
  const same = claims.size === truths.size && [...claims].every((claim) => truths.has(claim));
  return same && truths.size > 0 ? 'right' : 'wrong';
}

/** Lower case, common width, no punctuation but the apostrophe, single spaces. */
function normalised(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll(/[^\p{L}\p{N}']+/gu, ' ')
    .trim();
}

/** The values that stand in the text as whole words and are not denied. */
function claimedValues(text: string, values: readonly string[]): Set<string> {
  return new Set(values.filter((value) => value.length > 0 && isClaimed(text, value)));
}

function isClaimed(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    if (isWhole(text, at, value) && !NEGATION.test(text.slice(Math.max(0, at - 12), at))) return true;
  }
  return false;
}

/** A Latin value must not be part of a longer word; Chinese has no spaces to ask for. */
function isWhole(text: string, at: number, value: string): boolean {
  if (!/[a-z]/.test(value)) return true;
  return !/[a-z]/.test(text[at - 1] ?? ' ') && !/[a-rt-z]/.test(text[at + value.length] ?? ' ');
}
