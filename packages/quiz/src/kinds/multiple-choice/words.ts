/** What a learner reads on a multiple choice, besides the question. */
export const multipleChoiceWords = { zh: { name: '多选，选出所有对的' }, en: { name: 'Choose all that are right' } };
