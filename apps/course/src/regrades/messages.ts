/** Words of the notice that an answer was graded again. */
import type { Locale } from '@glassbox/quiz';

const zh = {
  title: '重新判过的题',
  lede: '这些题的答案更正过，你先前的回答已按新答案重新判过。',
  told: '这道题的答案更正了，你先前的回答已经重新判过。',
  why: (reason: string) => `原因：${reason}`,
  best: (before: number, after: number, max: number) => `你的最好成绩：${before}分 → ${after}分（满分${max}分）`,
  putAway: '知道了',
};
type RegradeMessages = typeof zh;

const en: RegradeMessages = {
  title: 'Regraded answers',
  lede: 'The keys of these questions were corrected, and your earlier answers were graded again.',
  told: 'The key of this question was corrected, and your earlier answer was graded again.',
  why: (reason) => `Why: ${reason}`,
  best: (before, after, max) => `Your best: ${before} → ${after} of ${max}`,
  putAway: 'Got it',
};
const messages: Record<Locale, RegradeMessages> = { zh, en };

export function regradeMessages(locale: Locale): RegradeMessages {
  return messages[locale];
}
