/** Words of the attention microscope. */
import type { Locale } from '@glassbox/quiz';

const zh = {
  label: '实验：注意力显微镜',
  question: '这个模型有 16 个注意力头。逐个关掉，最要紧的那一个，会让它读这句话时平均多意外几比特？',
  choices: ['不到 0.2 比特', '0.2 到 1 比特', '1 比特以上'],
  text: '给它读的句子',
  textHint: (most: number) => `最多 ${most} 个字，一个字算一个词元。开头的两个换行也算，每首诗前面都有。`,
  textUnknown: '模型的字表里没有这里的某个字，请换一个。',
  textEmpty: '写一个字，它才有东西可看。',
  loading: '正在叫醒模型',
  tokensTitle: '选一个字：它在听谁的？',
  tokensNote: '横条越显眼，选中的字给它的注意力越多。后面的字它还没有读到，所以是淡的。',
  headsTitle: '16 个头，各看各的',
  headsNote: '一行一层，从上往下算。点一下看大图，关掉的头打叉。',
  headName: (layer: string, head: string) => `第 ${layer} 层第 ${head} 个头`,
  isOff: '已关掉',
  switchOff: '关掉这个头',
  switchOn: '打开这个头',
  allOn: '全部打开',
  mapTitle: (name: string) => `${name}：谁（行）在听谁（列）`,
  mapTable: '看成一张表',
  allScores: '这个头给每个字打的分',
  columnToken: '字',
  columnProduct: 'q·k',
  columnScore: '÷√D',
  columnWeight: '份额',
  lensTitle: (after: string) => `“${after}”后面写什么：一层一层看它改主意`,
  lensNote: '把半成品直接送到出口，读出它此刻会说的字。最后一行才是它真正的回答。',
  lensLayer: (layer: number) => (layer === 0 ? '进门时' : `过了第 ${layer} 层`),
  changeTitle: '关掉以后，下一个字变成了这样',
  changeNote: '实心：现在；虚线框：全部打开时。',
  changeNone: '关掉一个头，就在这里看到预测变了多少。',
  costsTitle: '哪个头最要紧',
  costsRun: '逐个关掉试一遍',
  costsStop: '停下',
  costsProgress: (done: number, all: number) => `试了 ${done} / ${all}`,
  costsAll: (bits: string) => `全部打开时，这句话平均每个字 ${bits} 比特`,
  costsColumn: '关掉后，每个字多意外（比特）',
  answerRight: '猜对了。',
  answerWrong: '和你猜的不一样。',
  answer: (name: string, bits: string) => `最要紧的是${name}：没有它，平均每个字多意外 ${bits} 比特。`,
  answerOthers: (count: number) => `有 ${count} 个头关掉以后，这句话反而好猜一点：对这一句，它们在帮倒忙。`,
  explain:
    '要紧不要紧，只是对这一句话说的。换一句再试：有的头专看前一个字，有的头专找同一个字，用不上时它们就看着开头发呆。',
  breakIt: '弄坏它：把第 1 层的四个头全关掉，看看下一个字还像不像话。',
  gist: (name: string, bits: string) => `试完了。最要紧的是${name}，多 ${bits} 比特。`,
};

export type MicroscopeMessages = typeof zh;

const en: MicroscopeMessages = {
  label: 'Lab: attention microscope',
  question:
    'This model has 16 attention heads. Switched off one by one, how many more bits of surprise per character does the most important one cost on this line?',
  choices: ['less than 0.2 bits', '0.2 to 1 bit', 'more than 1 bit'],
  text: 'The line it reads',
  textHint: (most) =>
    `At most ${most} characters, one token each. The two line ends before it count as well: every speech begins after them.`,
  textUnknown: 'The model has no sign for one of these characters; please use another.',
  textEmpty: 'Write one character, so that there is something to look at.',
  loading: 'Waking the model',
  tokensTitle: 'Choose a character: whom does it listen to?',
  tokensNote:
    'The more a bar stands out, the more attention it gets from the chosen one. Later characters are faint: not read yet.',
  headsTitle: '16 heads, each with eyes of its own',
  headsNote:
    'One row per layer, computed from top to bottom. Press one for the large map; a head that is off is crossed out.',
  headName: (layer, head) => `layer ${layer}, head ${head}`,
  isOff: 'off',
  switchOff: 'Switch this head off',
  switchOn: 'Switch this head on',
  allOn: 'All on',
  mapTitle: (name) => `${name}: who (row) listens to whom (column)`,
  mapTable: 'Show as a table',
  allScores: 'What this head gives to every character',
  columnToken: 'character',
  columnProduct: 'q·k',
  columnScore: '÷√D',
  columnWeight: 'share',
  lensTitle: (after) => `What comes after “${after}”: watch it change its mind, layer by layer`,
  lensNote:
    'The half-finished work goes straight to the exit, and we read what it would say now. Only the last row is its answer.',
  lensLayer: (layer) => (layer === 0 ? 'on entry' : `after layer ${layer}`),
  changeTitle: 'With those off, the next character looks like this',
  changeNote: 'Solid: now. Dashed: with every head on.',
  changeNone: 'Switch a head off and see here how much the prediction moves.',
  costsTitle: 'Which head matters most?',
  costsRun: 'Try without each in turn',
  costsStop: 'Stop',
  costsProgress: (done, all) => `${done} of ${all} tried`,
  costsAll: (bits) => `With every head on, this line costs ${bits} bits per character`,
  costsColumn: 'more surprise per character when off (bits)',
  answerRight: 'Right.',
  answerWrong: 'Not what you guessed.',
  answer: (name, bits) =>
    `The one that matters most is ${name}: without it every character costs ${bits} bits more on average.`,
  answerOthers: (count) =>
    `${count} ${count === 1 ? 'head does' : 'heads do'} harm here: with ${count === 1 ? 'it' : 'one of them'} off the line is a little easier to guess.`,
  explain:
    'That holds for this one line. Try another: some heads watch the character before, some look for the same character earlier on, and with nothing to do they stare at the beginning.',
  breakIt: 'Break it: switch off all four heads of layer 1 and see whether the next character still makes sense.',
  gist: (name, bits) => `Done. The most important is ${name}, ${bits} bits more.`,
};

const messages: Record<Locale, MicroscopeMessages> = { zh, en };

export function microscopeMessages(locale: Locale): MicroscopeMessages {
  return messages[locale];
}
