/** What a learner reads on a true-or-false question, besides the question. */
export const trueFalseWords = {
  zh: { name: '判断，并说明理由', verdict: '这句话对吗？', true: '对', false: '错', reason: '理由是' },
  en: { name: 'True or false, and why', verdict: 'Is this true?', true: 'True', false: 'False', reason: 'Because' },
};
