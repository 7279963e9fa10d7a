/** What a learner reads on a single choice, besides the question. */
export const singleChoiceWords = { zh: { name: '单选' }, en: { name: 'Choose one' } };
