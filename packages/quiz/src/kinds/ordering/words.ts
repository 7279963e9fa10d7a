/** What a learner reads on an ordering question, besides the question. */
export const orderingWords = {
  zh: {
    name: '排序',
    hint: '拖动，或用上移、下移按钮，排成你认为对的次序。',
    up: (text: string) => `把“${text}”上移`,
    down: (text: string) => `把“${text}”下移`,
    moved: (text: string, place: number, total: number) => `“${text}”移到第${place}位，共${total}位。`,
  },
  en: {
    name: 'Put in order',
    hint: 'Drag, or use the up and down buttons, until the order is right.',
    up: (text: string) => `Move “${text}” up`,
    down: (text: string) => `Move “${text}” down`,
    moved: (text: string, place: number, total: number) => `“${text}” is now number ${place} of ${total}.`,
  },
};
