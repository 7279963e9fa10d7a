/** Words of the open training lab. */
import type { Locale } from '@glassbox/quiz';
import type { TextProblem } from '../training/own-text.ts';
import type { CorpusName, Gap, RateFactor, SizeName } from './plan.ts';

const zh = {
  label: '实验：从零练一个',
  question: '练到最后，验证损失会停在训练损失的上面、下面，还是差不多？',
  choices: ['上面', '差不多', '下面'],
  choiceOf: { above: 0, even: 1, below: 2 } satisfies Record<Gap, number>,
  corpus: '读什么',
  corpora: {
    'tang-five': '唐诗，五言',
    'tang-quatrains': '唐诗，五言和七言',
    'tiny-shakespeare': '莎士比亚（英文）',
    'one-stanza': '只有一首诗（试着弄坏）',
    own: '我自己的文字',
  } satisfies Record<CorpusName, string>,
  size: '模型大小',
  sizes: { small: '小', medium: '中', large: '大，慢' } satisfies Record<SizeName, string>,
  rate: '学习率',
  rates: { '0.1': '十分之一', '1': '合适', '5': '五倍', '30': '三十倍（试着弄坏）' } satisfies Record<
    RateFactor,
    string
  >,
  ownLabel: '把文字贴在这里',
  ownHint: '只在这台设备上用，不会上传。',
  ownFile: '选一个 .txt 文件',
  ownGood: (characters: string, distinct: string) => `可以用：${characters} 个字，其中不同的有 ${distinct} 个。`,
  problems: {
    empty: '还没有文字。',
    'too-short': '文字太短，至少要 1,000 个字，才够留出一份来验证。',
    'too-long': '文字太长，最多 300 万个字。请截取一部分。',
    binary: '这不是纯文本（像是 Word、PDF 或图片）。请另存为 .txt，或直接把文字贴进来。',
    'not-utf8': '读不懂这份文字的编码。请存成 UTF-8 的 .txt。',
    'one-character': '从头到尾只有一个字，没有什么可学。',
  } satisfies Record<TextProblem, string>,
  measured: {
    lines: (right: string, total: string, share: string) => `五字句 ${right} / ${total}（${share}）`,
    words: (right: string, total: string, share: string) => `真词 ${right} / ${total}（${share}）`,
  },
  resultTitle: '结果',
  right: '和你猜的一样。',
  wrong: '和你猜的不一样。',
  gaps: {
    above: (validation: string, training: string) => `验证损失 ${validation}，停在训练损失 ${training} 的上面。`,
    even: (validation: string, training: string) => `验证损失 ${validation}，训练损失 ${training}，差不多。`,
    below: (validation: string, training: string) => `验证损失 ${validation}，停在训练损失 ${training} 的下面。`,
  } satisfies Record<Gap, (validation: string, training: string) => string>,
  overfit: (step: string, best: string, latest: string) =>
    `验证损失在第 ${step} 步最低（${best}），之后升到 ${latest}：它在背书，没读过的诗反而更意外。该留下的是第 ${step} 步的它。`,
  story: (facts: { time: string; tokens: string; backend: string; before: string; after: string }) =>
    `${facts.time}里，它在你的设备上（${facts.backend}）猜了 ${facts.tokens}次下一个字，训练损失从 ${facts.before} 到 ${facts.after}。`,
  little: {
    rate: () => '损失没怎么降下来。学习率太大，每一步都跨过了头；太小，又走不动。换成“合适”，再练一次比比看。',
    steps: (made: string, needed: string) =>
      `损失还没怎么降下来：才练了 ${made} 步，这个大小的模型要 ${needed} 步左右曲线才平。`,
    text: () => '损失没怎么降下来，步数和学习率却都合适：多半是这段文字里没有多少可猜的规律。换一段再练。',
  },
  breakIt: '弄坏它：学习率开到三十倍，或者只给它一首诗，再练一次，看两条线怎样走。',
  measureDevice: '测一测这台设备有多快',
  exportTitle: '带走这个模型',
  exportButton: '准备文件',
  exportNote: '三个文件是 Hugging Face 的格式，PyTorch 等工具都能读。',
  gistStart: '训练开始。',
  gistPaused: (step: string) => `停在第 ${step} 步。`,
  gistStep: (step: string, training: string, validation: string) =>
    `第 ${step} 步，训练损失 ${training}，验证损失 ${validation}。`,
  gistDone: '训练完成。',
};

export type TrainLiveMessages = typeof zh;

const en: TrainLiveMessages = {
  label: 'Lab: train one from scratch',
  question: 'When it is done, will validation loss end above training loss, below it, or about even?',
  choices: ['Above', 'About even', 'Below'],
  choiceOf: { above: 0, even: 1, below: 2 },
  corpus: 'Reads',
  corpora: {
    'tang-five': 'Tang poems, five characters a line (Chinese)',
    'tang-quatrains': 'Tang poems, five or seven (Chinese)',
    'tiny-shakespeare': 'Shakespeare',
    'one-stanza': 'One speech only (break it)',
    own: 'My own text',
  },
  size: 'Model size',
  sizes: { small: 'small', medium: 'medium', large: 'large, slow' },
  rate: 'Learning rate',
  rates: { '0.1': 'a tenth', '1': 'suitable', '5': 'five times', '30': 'thirty times (break it)' },
  ownLabel: 'Paste your text here',
  ownHint: 'It stays on this device and is never sent anywhere.',
  ownFile: 'Choose a .txt file',
  ownGood: (characters, distinct) => `Good: ${characters} characters, ${distinct} different ones.`,
  problems: {
    empty: 'There is no text yet.',
    'too-short': 'The text is too short: at least 1,000 characters are needed to keep some for validation.',
    'too-long': 'The text is too long: 3 million characters at most. Please take a part of it.',
    binary: 'This is not plain text (it looks like Word, PDF or a picture). Save it as .txt, or paste the text itself.',
    'not-utf8': 'The encoding of this text cannot be read. Please save it as a UTF-8 .txt file.',
    'one-character': 'It is one character from start to end; there is nothing to learn.',
  },
  measured: {
    lines: (right, total, share) => `five-character lines ${right} / ${total} (${share})`,
    words: (right, total, share) => `real words ${right} / ${total} (${share})`,
  },
  resultTitle: 'The result',
  right: 'As you predicted.',
  wrong: 'Not as you predicted.',
  gaps: {
    above: (validation, training) => `Validation loss ${validation} ended above training loss ${training}.`,
    even: (validation, training) => `Validation loss ${validation} and training loss ${training} are about even.`,
    below: (validation, training) => `Validation loss ${validation} ended below training loss ${training}.`,
  },
  overfit: (step, best, latest) =>
    `Validation loss was lowest at step ${step} (${best}) and then rose to ${latest}: it learns by heart, and text it has not read surprises it more. The one to keep is the one of step ${step}.`,
  story: (facts) =>
    `In ${facts.time} your device (${facts.backend}) made it guess the next character ${facts.tokens} times; training loss went from ${facts.before} to ${facts.after}.`,
  little: {
    rate: () =>
      'The loss hardly came down. With too large a learning rate every step overshoots; with too small a one it barely moves. Train again with the “suitable” one and compare.',
    steps: (made, needed) =>
      `The loss has hardly come down yet: this was ${made} steps, and a model of this size needs about ${needed} until its curve flattens.`,
    text: () =>
      'The loss hardly came down, though steps and learning rate are suitable: the text probably has little in it that can be predicted. Try another one.',
  },
  breakIt:
    'Break it: thirty times the learning rate, or a single speech to read. Train again and watch the two curves.',
  measureDevice: 'Measure how fast this device is',
  exportTitle: 'Take the model with you',
  exportButton: 'Prepare the files',
  exportNote: 'Three files in the Hugging Face layout, readable by PyTorch and others.',
  gistStart: 'Training has started.',
  gistPaused: (step) => `Paused at step ${step}.`,
  gistStep: (step, training, validation) => `Step ${step}: training loss ${training}, validation loss ${validation}.`,
  gistDone: 'Training is done.',
};

const messages: Record<Locale, TrainLiveMessages> = { zh, en };

export function trainLiveMessages(locale: Locale): TrainLiveMessages {
  return messages[locale];
}
