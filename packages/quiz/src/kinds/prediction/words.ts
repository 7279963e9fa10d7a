/** What a learner reads on a prediction, besides the question. */
export const predictionWords = {
  zh: {
    name: '先猜后做',
    label: '你的猜测',
    how: '猜了就得分，猜得准不准都一样。做完实验，这里会把你的猜测和你自己的结果放在一起。',
  },
  en: {
    name: 'Guess first',
    label: 'Your guess',
    how: 'Guessing earns the points, close or not. After the lab your guess stands here beside your own result.',
  },
};
