/** Words of the lab of four kinds of content. */
import type { Locale } from '@glassbox/quiz';

const zh = {
  label: '实验：一个结构，四种内容',
  question: '同一种模型要做四件东西。哪一件要接的词元最多？',
  names: { verse: '一首诗', code: '一段代码', digit: '一个手写数字', melody: '一段旋律' },
  make: '开始做',
  makeAgain: '四件重做一遍',
  cancel: '停下',
  atWork: (name: string) => `正在做：${name}`,
  waking: '正在叫醒模型…',
  temperature: '温度',
  which: '画几',
  tuneLike: '像',
  tunes: { asian: '亚洲民歌', western: '西方民歌' },
  workOf: (name: string) => `做出来的：${name}`,
  notYet: {
    verse: '四句，五言或七言。一个字是一个词元。',
    code: '一个函数，括号合上就收笔。一小串字母是一个词元。',
    digit: '28 × 28 个像素。一个词元是几个像素？做出来数数看。',
    melody: '做好以后可以听。一个音要用三个词元：何时起、多高、多长。',
  },
  play: '播放',
  stop: '停止播放',
  another: '再来一件',
  tokens: (count: string) => `${count} 个词元`,
  pictureLabel: (squares: number) => `画了 ${squares} 格的小图`,
  tuneLabel: (notes: number, bars: number) => `旋律：${notes} 个音，${bars} 小节`,
  answerRight: '猜对了。',
  answerWrong: '和你猜的不一样。',
  answer: (name: string, count: string) => `这一回最长的是${name}，接了 ${count} 个词元。`,
  tableTitle: '四件东西，同一个结构',
  columns: ['作品', '词元', '平均意外（比特）', '词表', '层 × 头', '参数'],
  explain:
    '四个模型用的是同一段程序：看前文，给每个候选打分，抽一个接上。不同的是读过什么、词表里装着什么。画一个小数字要比写一首诗多接好几倍，可是每一格多半是空白，一猜就中；诗里的字难猜得多。旋律的意外低得出奇，是因为它只读过几十首，半是作曲，半是背谱。',
  breakIt:
    '弄坏它：把温度调到 1.5 重做一遍，再调到 2 以上，看诗、代码、数字、旋律各自怎样散架。再在下面把一件的编号拿去给另一本词表读。',
  inspectorTitle: '打开来看：它背后的词元',
  inspectorEmpty: '做好一件，它的每个词元都摆在这里。',
  stripLabel: '词元，按写下的先后',
  stripNote: '下面的线越浓，模型越料到它会来。点一个看当时还有哪些候选；左右键一个一个走。',
  tokenTitle: (place: string, all: string, id: string) => `第 ${place} / ${all} 个词元，编号 ${id}。抽它的时候：`,
  candidatesLabel: '当时最可能的候选',
  written: '写下',
  readWith: (name: string) => `把${name}的编号，当成`,
  read: '读出来',
  misread: (from: string, as: string) =>
    `模型写下的只是一串编号。同样的编号，用${as}的词表来读，就成了这样（编号太大的，绕回来再数）。是词表让编号成了${from}。`,
  gist: (name: string, count: string) => `四件都做好了。最长的是${name}，${count} 个词元。`,
};

export type OneDecoderMessages = typeof zh;

const en: OneDecoderMessages = {
  label: 'Lab: one architecture, four kinds of content',
  question: 'One kind of model makes four things. Which of them takes the most tokens?',
  names: { verse: 'a speech', code: 'some code', digit: 'a handwritten digit', melody: 'a tune' },
  make: 'Make them',
  makeAgain: 'Make all four again',
  cancel: 'Stop',
  atWork: (name) => `Making ${name}`,
  waking: 'Waking the model…',
  temperature: 'Temperature',
  which: 'Digit',
  tuneLike: 'Like',
  tunes: { asian: 'Asian folk songs', western: 'Western folk songs' },
  workOf: (name) => `What was made: ${name}`,
  notYet: {
    verse: 'A few lines in the manner of Shakespeare. One character is one token.',
    code: 'One function; it ends when its bracket closes. A short run of letters is one token.',
    digit: '28 × 28 pixels. How many pixels to a token? Make one and count.',
    melody: 'You can listen to it. A note takes three tokens: when it begins, how high, how long.',
  },
  play: 'Play',
  stop: 'Stop playing',
  another: 'Another one',
  tokens: (count) => `${count} tokens`,
  pictureLabel: (squares) => `small picture, ${squares} squares drawn`,
  tuneLabel: (notes, bars) => `tune of ${notes} notes in ${bars} bars`,
  answerRight: 'Right.',
  answerWrong: 'Not what you guessed.',
  answer: (name, count) => `This time the longest is ${name}, with ${count} tokens.`,
  tableTitle: 'Four things, one architecture',
  columns: ['work', 'tokens', 'mean surprise (bits)', 'vocabulary', 'layers × heads', 'parameters'],
  explain:
    'All four models run the same program: read what is there, score every candidate, draw one, put it at the end. What differs is what they have read and what their vocabulary holds. A small digit takes many steps, yet most squares are blank and easily guessed. Letters and pieces of code are harder. The tune surprises its own model astonishingly little: having read only a few dozen, it half composes and half recites.',
  breakIt:
    'Break it: make them again at temperature 1.5, then above 2, and see how each of the four falls apart. Then, below, let another vocabulary read the numbers of one.',
  inspectorTitle: 'Open one: the tokens behind it',
  inspectorEmpty: 'Once a piece is made, every one of its tokens lies here.',
  stripLabel: 'tokens in the order they were written',
  stripNote:
    'The bolder the line below, the more the model expected it. Press one to see what else could have come; the arrow keys walk along.',
  tokenTitle: (place, all, id) => `Token ${place} of ${all}, number ${id}. When it was drawn:`,
  candidatesLabel: 'the likeliest candidates at that moment',
  written: 'written',
  readWith: (name) => `Take the numbers of ${name} for`,
  read: 'Read them',
  misread: (from, as) =>
    `What the model wrote is only a row of numbers. Read with the vocabulary of ${as}, the same numbers are this (numbers that are too large wrap around). It is the vocabulary that made them ${from}.`,
  gist: (name, count) => `All four are made. The longest is ${name}, ${count} tokens.`,
};

const messages: Record<Locale, OneDecoderMessages> = { zh, en };

export function oneDecoderMessages(locale: Locale): OneDecoderMessages {
  return messages[locale];
}
