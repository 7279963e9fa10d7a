/** Words of the lab `emergence`. */
import type { Locale } from '@glassbox/quiz';

const zh = {
  label: '实验：换一把尺子',
  intro:
    '六种大小的小模型，各从三个种子开始，学同一件事：三位数加法。答案一律写四位，比如 123+456=0579。考的四百道题，训练时一道也没有出现过。',
  question:
    '第二小的模型（3,728 个参数）练完以后，一百道题里，整题全对的不到一道。它写下的一位一位的数字，大约有多少是对的？',
  choices: ['100 位里 1 位', '10 位里 1 位，和瞎猜一样', '一半', '10 位里 9 位'],
  open: '看六种大小的成绩',
  opening: '正在取成绩…',
  loading: '正在取',
  right: '猜对了。',
  wrong: '和你猜的不一样。',
  answer: (digit: string, whole: string) =>
    `它写下的数字有 ${digit} 是对的，而整题全对的只有 ${whole}。同样的答卷，两把尺子，一把说“完全不会”，一把说“会一半”。`,
  ruler: '用哪把尺子',
  rulers: { whole: '整题全对才算', digit: '对一位算一位' },
  task: '答案怎么写',
  tasks: { addition: '从左往右（先写千位）', 'addition-reversed': '从右往左（先写个位）' },
  chartTitle: { whole: '整题全对的，占多少', digit: '写对的数字，占多少' },
  mean: '三个种子平均',
  seeds: '每个种子',
  own: '你练的',
  expected: '假如各位对错互不相干',
  xTitle: '层数 × 宽度',
  parameterColumn: '参数个数',
  showExpected: '画出“假如各位对错互不相干，整题会是多少”（四个比例相乘）',
  read: {
    whole: '贴着地面，贴着地面，忽然到顶：像是突然学会的。换一把尺子看看同一批答卷。',
    digit: '小模型并不是零分，它早就会估个大概：前两位常常对。可中间那一段还是陡：那是真的找到了算法，尺子抹不掉。',
  },
  trainTitle: '练一个你自己的',
  trainIntro: '同样的任务，同样练 1,200 步，换一个种子。大的要等一两分钟，可以随时停下。',
  size: '大小（层数 × 宽度）',
  train: '开始练',
  stop: '停下',
  preparing: '正在准备',
  now: (step: string, steps: string) => `第 ${step} 步，共 ${steps} 步`,
  took: (time: string) => `用时 ${time}`,
  lookTitle: '练的时候，每 200 步考一次',
  lookWhole: '整题全对',
  lookDigit: '写对的数字',
  lookX: '步',
  lookEmpty: '开始练以后，画在这里',
  result: (size: string, seed: string, whole: string, digit: string) =>
    `你的 ${size}（种子 ${seed}）：整题全对 ${whole}，写对的数字 ${digit}。`,
  shippedRange: (whole: string, digit: string) => `课程带来的三个种子：整题 ${whole}，数字 ${digit}。`,
  landed: '它已经画在上面的图里，是菱形的那个。换一把尺子，看它落在哪里。',
  writtenTitle: '它的答卷（前六道）',
  written: { question: '题目', wrote: '它写的', answer: '答案', digits: '对几位', whole: '整题' },
  breakIt:
    '弄坏它：练 2 × 32，换几个种子。同样大小，有的几乎会了，有的几乎不会，“涌现在哪里”要看运气。再把答案改成从右往左写，跳的地方挪到了哪里？',
  moreTitle: '另外三种“忽然会了”',
  shippedNote: '这三张图是事先练好的（每样三个种子），数字都来自课程仓库里的训练记录。',
  padTitle: '草稿纸：连着算几步，整题全对的占多少',
  padOff: '直接写答案',
  padOn: '先一步一步写出来',
  padX: '题目有几步',
  chance: '瞎猜',
  padRead: (off: string, on: string) =>
    `同样大小的模型，同样多的题：直接写答案，答对 ${off}，和瞎猜差不多；先写步骤，${on}。不过写步骤的，每道题也多学了几个字。`,
  patternTitle: '抄上文：读一串重复的乱码，第二遍起能接对多少',
  patternSeed: '哪个种子',
  twoLayers: '两层的，接对多少',
  bestHead: '两层里最好的头，看对地方的份量',
  oneLayer: '一层的，接对多少',
  patternX: '步',
  patternRead: (seed: string, at: string) =>
    `种子 ${seed}：两层的到第 ${at} 步，已经能接对一半以上，那个头也在差不多的时候找准了地方。一层的始终没有学会。`,
  fewTitle: '提示里给几个例子，没练过的规则答对多少',
  fewLine: '答对的',
  fewX: '提示里的例子',
  fewRead: (none: string, one: string) => `不给例子，${none}；给一个，${one}。参数一个也没有变，变的只是提示。`,
  gist: (text: string) => `练完了。${text}`,
  opened: '六种大小的成绩已经画出。',
};

export type EmergenceMessages = typeof zh;

const en: EmergenceMessages = {
  label: 'Lab: another ruler',
  intro:
    'Small models of six sizes, each from three seeds, learn the same thing: adding numbers of three digits. The answer always has four digits, as in 123+456=0579. None of the four hundred test questions appeared in training.',
  question:
    'When the second smallest (3,728 parameters) has learnt, fewer than one answer in a hundred is right as a whole. Of the single digits it writes, about how many are right?',
  choices: ['1 in 100', '1 in 10, like guessing', 'half', '9 in 10'],
  open: 'Show how all six did',
  opening: 'Fetching the scores…',
  loading: 'fetching',
  right: 'Right.',
  wrong: 'Not what you guessed.',
  answer: (digit, whole) =>
    `Of the digits it wrote, ${digit} are right; of the whole answers, only ${whole}. The same papers and two rulers: one says it cannot do this at all, the other that it can do half.`,
  ruler: 'Which ruler',
  rulers: { whole: 'only whole answers count', digit: 'every right digit counts' },
  task: 'How the answer is written',
  tasks: { addition: 'from the left, thousands first', 'addition-reversed': 'from the right, ones first' },
  chartTitle: { whole: 'Share of answers that are right as a whole', digit: 'Share of digits that are right' },
  mean: 'mean of three seeds',
  seeds: 'each seed',
  own: 'yours',
  expected: 'if digits were right independently',
  xTitle: 'layers × width',
  parameterColumn: 'parameters',
  showExpected: 'Draw what whole answers would be if digits were right independently (four shares multiplied)',
  read: {
    whole:
      'On the floor, on the floor, at the ceiling: it looks learnt all at once. Now measure the same papers with the other ruler.',
    digit:
      'The small ones are not at zero. They had a rough idea all along: the first two digits are often right. Yet the middle is still steep: there a method was really found, and no ruler makes that go away.',
  },
  trainTitle: 'Train one of your own',
  trainIntro:
    'The same task and the same 1,200 steps from another seed. The larger ones take a minute or two; you can stop at any time.',
  size: 'Size (layers × width)',
  train: 'Train it',
  stop: 'Stop',
  preparing: 'getting ready',
  now: (step, steps) => `step ${step} of ${steps}`,
  took: (time) => `took ${time}`,
  lookTitle: 'While it learns, tested every 200 steps',
  lookWhole: 'whole answers right',
  lookDigit: 'digits right',
  lookX: 'step',
  lookEmpty: 'Train one, and it is drawn here',
  result: (size, seed, whole, digit) =>
    `Your ${size} (seed ${seed}): whole answers right ${whole}, digits right ${digit}.`,
  shippedRange: (whole, digit) => `The three seeds that came with the course: whole answers ${whole}, digits ${digit}.`,
  landed: 'It is in the chart above, as a diamond. Change the ruler and see where it lands.',
  writtenTitle: 'Its paper (the first six)',
  written: { question: 'question', wrote: 'it wrote', answer: 'answer', digits: 'digits', whole: 'whole' },
  breakIt:
    'Break it: train 2 × 32 from a few seeds. At one and the same size some almost can and some almost cannot, so where it “emerges” is partly luck. Then let the answer be written from the right: where has the jump gone?',
  moreTitle: 'Three more that come suddenly',
  shippedNote:
    'These three were trained beforehand, from three seeds each; the numbers are from the records kept with the course.',
  padTitle: 'Scratchpad: share right when several steps must be worked out',
  padOff: 'answer at once',
  padOn: 'write the steps first',
  padX: 'steps in the question',
  chance: 'guessing',
  padRead: (off, on) =>
    `One size of model, as many questions: answering at once it gets ${off} right, about as good as guessing; with steps, ${on}. The one that writes steps also has more characters per question to learn from.`,
  patternTitle: 'Copying: share right from the second round on of a random pattern that repeats',
  patternSeed: 'Which seed',
  twoLayers: 'two layers, share right',
  bestHead: 'two layers, best head looking at the right place',
  oneLayer: 'one layer, share right',
  patternX: 'step',
  patternRead: (seed, at) =>
    `Seed ${seed}: by step ${at} the model of two layers gets more than half right, and at about that time a head has found its place. The one of a single layer never learns it.`,
  fewTitle: 'Share right on rules never trained on, by examples in the prompt',
  fewLine: 'right',
  fewX: 'examples in the prompt',
  fewRead: (none, one) =>
    `Without an example, ${none}; with one, ${one}. Not one parameter changed, only the prompt did.`,
  gist: (text) => `Done. ${text}`,
  opened: 'The scores of all six sizes are drawn.',
};

const messages: Record<Locale, EmergenceMessages> = { zh, en };

export function emergenceMessages(locale: Locale): EmergenceMessages {
  return messages[locale];
}
