/** Words of the lab of blind judging. */
import type { Locale } from '@glassbox/quiz';

const zh = {
  label: '实验：蒙眼评四个检查点',
  question:
    '四个模型里，三个一个比一个大，还有一个是“中等的那个，又学了一会儿照要求写”。揭晓时，你投票最多的会是哪一个？',
  names: { small: '最小的', medium: '中等的', large: '最大的', aligned: '中等的，学过照要求写' },
  start: '开始第一轮',
  next: '下一轮',
  again: '换一批题，重新评',
  cancel: '停下',
  round: (round: string, all: string) => `第 ${round} / ${all} 轮`,
  request: (topic: string) => `你的要求：写一首诗，里面要有“${topic}”。`,
  idle: '每一轮，四个模型收到同样的要求，各写一首。你不知道谁是谁，挑你最想要的一首。',
  writing: '正在写…',
  letter: (letter: string) => `${letter} 写的`,
  empty: '（什么也没有写出来）',
  choose: (letter: string) => `要这一首：${letter}`,
  chosen: '你要的这首',
  none: '都不是我要的',
  picked: (letter: string) => `记下了：${letter}。`,
  pickedNone: '记下了：都不要。',
  reveal: '揭晓',
  revealTitle: '谁是谁',
  columns: ['模型', '参数', '你投的票', '照要求写了'],
  counting: (done: number, all: number) => `正在让每个模型各写一批，数一数：${done} / ${all}`,
  countAgain: '再数一遍',
  of: (right: string, total: string) => `${right} / ${total}`,
  answerRight: '猜对了。',
  answerWrong: '和你猜的不一样。',
  answerNone: '你一票也没有投出去：四轮里没有一首合你的意。',
  answer: (names: string, votes: string) => `你投票最多的是：${names}，${votes} 票。`,
  compare: (large: string, aligned: string) =>
    `同样的要求，最大的那个 ${large} 照着写了，学过照要求写的那个是 ${aligned}。`,
  explain:
    '最大的读得多，句子往往最顺。可是没有人教过它“那一行字是要求”，在它眼里，那只是前文里多出来的一个字，写不写进去，看运气。学过的那个没有变大，诗才也没有长，说不定还退了一点，只是见过一批“要求和照办的诗”，知道了你在要什么。你把票投给谁，取决于你要的是好句子，还是听话。',
  breakIt: '弄坏它：下面写一个它没有学过的字。它只学过八个字，换一个字，还听话吗？',
  ownTitle: '出你自己的题',
  ownLabel: '诗里要有',
  ownRun: '让四个都写',
  ownUnknown: '有模型的字表里没有这个字，请换一个。',
  taught: (words: string) => `学过的八个：${words}`,
  follows: '有',
  followsNot: '没有',
  looksFor: (topic: string) => `里面有没有“${topic}”：`,
  history: '回头看四轮',
  gist: (large: string, aligned: string) => `揭晓了。照要求写：最大的 ${large}，学过的 ${aligned}。`,
};

export type JudgingMessages = typeof zh;

const en: JudgingMessages = {
  label: 'Lab: four checkpoints, judged blind',
  question:
    'Three of the four models grow in size; the fourth is the middle one after a while of lessons in doing as it is asked. When the names come out, which will have most of your votes?',
  names: {
    small: 'the smallest',
    medium: 'the middle one',
    large: 'the largest',
    aligned: 'the middle one, taught to follow',
  },
  start: 'Begin round one',
  next: 'Next round',
  again: 'Judge again with other requests',
  cancel: 'Stop',
  round: (round, all) => `Round ${round} of ${all}`,
  request: (topic) => `Your request: write a speech with the word “${topic}” in it.`,
  idle: 'In every round four models get the same request and each writes a speech. You don’t know which is which. Take the one you would rather have.',
  writing: 'writing…',
  letter: (letter) => `${letter} wrote`,
  empty: '(wrote nothing)',
  choose: (letter) => `Take this one: ${letter}`,
  chosen: 'the one you took',
  none: 'None of them will do',
  picked: (letter) => `Noted: ${letter}.`,
  pickedNone: 'Noted: none.',
  reveal: 'Show the names',
  revealTitle: 'Which was which',
  columns: ['model', 'parameters', 'your votes', 'did as asked'],
  counting: (done, all) => `Having each write a batch, and counting: ${done} of ${all}`,
  countAgain: 'Count once more',
  of: (right, total) => `${right} of ${total}`,
  answerRight: 'Right.',
  answerWrong: 'Not what you guessed.',
  answerNone: 'You gave no vote at all: nothing in four rounds pleased you.',
  answer: (names, votes) => `Most of your votes went to: ${names}, ${votes}.`,
  compare: (large, aligned) =>
    `Asked alike, the largest did as it was asked ${large}; the one taught to follow, ${aligned}.`,
  explain:
    'The largest has read most and often writes the smoothest lines. But nobody ever told it that the line on top is a request. To it that is one more word in the text so far, and whether it comes up again is luck. The one that was taught has not grown and writes no better, perhaps a little worse; it has merely seen requests together with speeches that fulfil them, so it knows what you are asking for. Where your votes went depends on what you wanted: fine lines, or being listened to.',
  breakIt:
    'Break it: give a word below that it was never taught. It has had lessons in eight words. Does it follow with another one?',
  ownTitle: 'A request of your own',
  ownLabel: 'It must contain',
  ownRun: 'Let all four write',
  ownUnknown: 'One of the models has no sign for a character in this; please use another word.',
  taught: (words) => `The eight it was taught: ${words}`,
  follows: 'yes',
  followsNot: 'no',
  looksFor: (topic) => `“${topic}” in it:`,
  history: 'Look back at the four rounds',
  gist: (large, aligned) => `The names are out. Did as asked: the largest ${large}, the taught one ${aligned}.`,
};

const messages: Record<Locale, JudgingMessages> = { zh, en };

export function judgingMessages(locale: Locale): JudgingMessages {
  return messages[locale];
}
