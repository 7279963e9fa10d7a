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

const MARKS: Readonly<Record<Language, readonly [note: string, question: string, answer: string]>> = {
  zh: ['注：', '问：', '答：'],
  en: ['Note: ', 'Q: ', 'A: '],
};

/** Ends every answer; what a model writes after it does not count. */
export const END_OF_ANSWER = '\n';

/** What a careful prompt adds, as a note: the constraint that models are taught to follow in supervised fine-tuning. */
export const CAUTION: Readonly<Record<Language, string>> = {
  zh: '不知道就说不知道。',
  en: "If you don't know, say so.",
};

/**
 * Returns the text up to where the answer begins: 问：…\n答： or Q: …\nA: , the note before it as 注：…\n or Note: …\n.
 * It is what `renderChat` makes with CHINESE_CHAT and ENGLISH_CHAT of a system's note and a user's question.
 *
 * @param note passages to answer from, or `CAUTION`; none by default
 */
export function promptText(question: string, language: Language, note = ''): string {
  const [noteMark, questionMark, answerMark] = MARKS[language];
  return `${note === '' ? '' : `${noteMark}${note}\n`}${questionMark}${question}\n${answerMark}`;
}

/** Returns passages as one note. */
export function noteOfPassages(passages: readonly string[], language: Language): string {
  return passages.join(language === 'zh' ? '' : ' ');
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
