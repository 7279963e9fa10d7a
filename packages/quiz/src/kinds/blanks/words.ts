/** What a learner reads on a text with blanks, besides the question. */
export const blanksWords = {
  zh: {
    name: '填空',
    blank: (place: number, total: number) => `第${place}空，共${total}空`,
    remark: (place: number) => `第${place}空`,
  },
  en: {
    name: 'Fill in the blanks',
    blank: (place: number, total: number) => `Blank ${place} of ${total}`,
    remark: (place: number) => `Blank ${place}`,
  },
};
