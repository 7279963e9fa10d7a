/** What a learner reads on a free-text question, besides the question. */
export const freeTextWords = {
  zh: {
    name: '写一写',
    label: '你的回答',
    how: '写完交上去，就能看到参考答案和评分标准，再由你给自己评分。',
    length: '{n}字',
  },
  en: {
    name: 'In your own words',
    label: 'Your answer',
    how: 'Hand it in to see a model answer and the criteria; then you assess it yourself.',
    length: '{n} characters',
  },
};
