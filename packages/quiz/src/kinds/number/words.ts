/** What a learner reads on a number question, besides the question. */
export const numberWords = {
  zh: { name: '填数', label: '你的答案' },
  en: { name: 'A number', label: 'Your answer' },
};
