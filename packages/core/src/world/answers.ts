/**
 * How questions and answers are written for a model: the frame around a question, the good answer to learn from, and
 * the words of not knowing and of asking back.
 */

import type { WorldQuestion } from './questions.ts';
import type { Language } from './relations.ts';

/** What a model is taught to say when it does not know. */
export const REFUSALS: Readonly<Record<Language, string>> = { zh: '我不知道。', en: "I don't know." };

/** What a model is taught to say when a question fits two people. */
export const ASKING_BACK: Readonly<Record<Language, string>> = { zh: '你说的是哪一位？', en: 'Which one do you mean?' };

/** Ends every answer; what a model writes after it does not count. */
export const END_OF_ANSWER = '\n';

/**
 * Returns the text up to where the answer begins: 问：…\n答： or Q: …\nA: , with passages, if any, before it.
 *
 * @param passages sentences to answer from; none by default
 */
export function promptText(question: string, language: Language, passages: readonly string[] = []): string {
  const source =
    passages.length === 0
      ? ''
      : `${language === 'zh' ? '文：' : 'T: '}${passages.join(language === 'zh' ? '' : ' ')}\n`;
  return language === 'zh' ? `${source}问：${question}\n答：` : `${source}Q: ${question}\nA: `;
}

/**
 * Returns the answer that a model should give: the truth if the question is known, asking back if it is ambiguous,
 * else not knowing. Without `END_OF_ANSWER`.
 */
export function goodAnswer({ kind, known, answers, language }: WorldQuestion): string {
  if (kind === 'ambiguous') return ASKING_BACK[language];
  const [answer] = answers;
  if (!known || answer === undefined) return REFUSALS[language];
  return answerText(answer, language);
}

/** Returns a bare value as a whole answer: 医生。, or Doctor. */
export function answerText(value: string, language: Language): string {
  return language === 'zh' ? `${value}。` : `${value.charAt(0).toUpperCase()}${value.slice(1)}.`;
}
