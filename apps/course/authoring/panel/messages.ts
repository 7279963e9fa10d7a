/** Words of the author's panel. */
import type { Locale } from '@glassbox/quiz';

const zh = {
  title: '作者面板',
  only: '只在开发服务器上出现，学员看不到。',
  clean: '检查通过，没有错误，也没有提醒',
  counts: (errors: number, warnings: number) => `${errors}个错误，${warnings}条提醒`,
  error: '错误',
  warning: '提醒',
  needed: '需要：',
  objectives: '学习目标',
  untested: '还没有题目',
  noObjectives: '还没有写。在lesson.yaml里加objectives。',
  questions: '题目与答案',
  noQuestions: 'quiz.yaml里有错误，题目暂时出不来。',
  key: '答案与说明',
  hints: '提示',
  variant: (index: number, total: number) => `变体${index} / ${total}`,
  draw: '再抽一个',
  grade: '判分',
  showRight: '填入正确答案',
  clear: '清空',
  verdicts: { right: '对', partly: '部分对', wrong: '不对', ungraded: '无法判分' },
  score: (score: number, max: number) => `${score} / ${max}分`,
  failed: '开发服务器没有回应，请看终端。',
  stale: '题目有改动，请刷新页面。',
};
export type PanelMessages = typeof zh;

const en: PanelMessages = {
  title: 'Author’s panel',
  only: 'On the development server only; learners never see it.',
  clean: 'Checked: no errors, no warnings',
  counts: (errors, warnings) =>
    `${errors} ${errors === 1 ? 'error' : 'errors'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
  error: 'Error',
  warning: 'Warning',
  needed: 'Needed: ',
  objectives: 'Objectives',
  untested: 'no question yet',
  noObjectives: 'None yet. Add objectives to lesson.yaml.',
  questions: 'Questions and keys',
  noQuestions: 'quiz.yaml has errors; its questions cannot be shown.',
  key: 'Key and remarks',
  hints: 'Hints',
  variant: (index, total) => `Variant ${index} of ${total}`,
  draw: 'Draw again',
  grade: 'Grade',
  showRight: 'Fill in the right answer',
  clear: 'Clear',
  verdicts: { right: 'Right', partly: 'Partly right', wrong: 'Wrong', ungraded: 'Not graded' },
  score: (score, max) => `${score} of ${max} points`,
  failed: 'The development server did not answer; see the terminal.',
  stale: 'The question has changed; reload the page.',
};
const messages: Record<Locale, PanelMessages> = { zh, en };

export function panelMessages(locale: Locale): PanelMessages {
  return messages[locale];
}
