/** What a learner reads on a short-text question, besides the question. */
export const shortTextWords = {
  zh: { name: '简答', label: '你的答案' },
  en: { name: 'A few words', label: 'Your answer' },
};
