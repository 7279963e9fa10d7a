/** What a learner reads on a matching question, besides the question. */
export const matchingWords = {
  zh: {
    name: '配对',
    hint: '给左边每一项选出配得上的那一项；每项只用一次。',
    choose: '请选择',
    match: (text: string) => `“${text}”配`,
    taken: (text: string) => `“${text}”不再与这一项相配，请另选。`,
  },
  en: {
    name: 'Match',
    hint: 'Choose what belongs to each item on the left; use each only once.',
    choose: 'Choose',
    match: (text: string) => `Match for “${text}”`,
    taken: (text: string) => `“${text}” has lost its match; choose another.`,
  },
};
