/** Words that the forms of all kinds share. */
import type { Feedback, Locale } from '../question.ts';

/** Read before a remark, where the sign tells it to the eye. */
export const toneWords: Record<Locale, Record<Feedback['tone'], string>> = {
  zh: { right: '对：', wrong: '不对：', hint: '提示：' },
  en: { right: 'Right: ', wrong: 'Wrong: ', hint: 'Hint: ' },
};
