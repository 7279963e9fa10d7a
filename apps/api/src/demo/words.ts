/** What invented learners and their instructor write. */
import type { ReportReason } from '../report-reasons.ts';

export const COHORTS = [
  { name: '2026秋季 · 产品经理班', size: 84 },
  { name: 'Product managers, evening class', size: 36 },
] as const;

export const REPORTS: readonly { reason: ReportReason; text: string; answer?: string }[] = [
  {
    reason: 'unclear',
    text: '“往往”到底是多少？我觉得第二个选项在某些情况下也说得通。',
    answer: '谢谢提醒。题目问的是通常的情况：有反例不算错，但这里要选最能解释原因的那一项。下一版会把措辞写得更明确。',
  },
  { reason: 'wrong-key', text: '我按课文里的公式算了三遍，结果都和答案差一点，是不是四舍五入的要求没有写？' },
  {
    reason: 'translation',
    text: 'In the English version “step” is used for two different things here.',
    answer:
      'You are right, one of them is a training step and the other a step of the procedure. We have changed the second.',
  },
  {
    reason: 'technical',
    text: '手机上拖动排序的时候页面会跟着滚动，只能用按钮。',
    answer: '已经转给维护的同事；在修好之前请用“上移”“下移”按钮，效果一样。',
  },
  { reason: 'unclear', text: '题目里的“上线”是指开始训练还是给用户用？' },
  { reason: 'other', text: '能不能在讲评里多给一个例子？答对了还是不太放心。' },
  { reason: 'wrong-key', text: 'The first option is also true, isn’t it? My own run in the lab showed exactly that.' },
  { reason: 'unclear', text: '' },
];

/** What the instructor writes to learners whose own score was read. */
export const NOTES = [
  '写得很清楚，分数同意。',
  '结论对，但没有说出为什么，所以第二条不算达到。',
  '例子举得好；下次把前提也写上。',
] as const;
