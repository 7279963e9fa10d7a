/** What a learner reads on a categorising question, besides the question. */
export const categorisingWords = {
  zh: { name: '归类' },
  en: { name: 'Sort into groups' },
};
