/** Words of the first lab. */
import type { Locale } from '@glassbox/quiz';
import type { Verdict } from './plan.ts';

const zh = {
  label: '实验：第一首诗',
  start: '开始，让它学写诗',
  question: '下面这个模型的旋钮全是随机的。让它读大约一分钟唐诗，之后它写的每十句里，会有几句正好五个字？',
  choices: ['0–2 句', '3–5 句', '6–8 句', '9–10 句'],
  measured: (right: string, total: string, share: string) => `五字句 ${right} / ${total}（${share}）`,
  resultTitle: '结果',
  verdict: {
    none: '',
    right: '你猜中了。',
    more: '它学得比你猜的好。',
    less: '它没有你猜的那么好。',
  } satisfies Record<Verdict, string>,
  result: (right: string, total: string, share: string) =>
    `它刚写的 ${total} 句里，有 ${right} 句正好五个字（${share}）。`,
  untold: '没有人告诉过它“五言”这条规矩。',
  before: (share: string) => `训练之前，这个数是 ${share}。`,
  story: (facts: {
    time: string;
    tokens: string;
    backend: string;
    before: string;
    after: string;
    vocabulary: string;
    choices: string;
  }) =>
    `${facts.time}里，它在你的设备上（${facts.backend}）做了 ${facts.tokens}次“猜下一个字”。损失从 ${facts.before} 降到 ${facts.after}：起初等于在 ${facts.vocabulary} 个字里瞎猜，现在像是只在 ${facts.choices} 个字之间犹豫。`,
  next: '把它弄坏试试：换一个种子，或在设置里只练 40 步，再看诗变成什么样。',
  early: '你提前停了下来，下面的数字来自最后一次采样。',
  gistStart: '训练开始。',
  gistPaused: (step: string) => `停在第 ${step} 步。`,
  gistSample: (step: string, share: string) => `第 ${step} 步，五字句占 ${share}。`,
  gistDone: (share: string) => `训练完成，五字句占 ${share}。`,
};

export type FirstPoemMessages = typeof zh;

const en: FirstPoemMessages = {
  label: 'Lab: the first poem',
  start: 'Start: let it learn to write',
  question:
    'Every knob of this model is random. Let it read Shakespeare for about a minute: of every ten longer words it then writes, how many will be real words?',
  choices: ['0–2 words', '3–5 words', '6–8 words', '9–10 words'],
  measured: (right, total, share) => `real words ${right} / ${total} (${share})`,
  resultTitle: 'The result',
  verdict: {
    none: '',
    right: 'You guessed it.',
    more: 'It learned more than you guessed.',
    less: 'It learned less than you guessed.',
  },
  result: (right, total, share) =>
    `Of the ${total} words of three letters or more it just wrote, ${right} ${right === '1' ? 'occurs' : 'occur'} in Shakespeare (${share}).`,
  untold: 'Nobody gave it a dictionary; it has only ever seen single characters.',
  before: (share) => `Before training it was ${share}.`,
  story: (facts) =>
    `In ${facts.time} your device (${facts.backend}) made it guess the next character ${facts.tokens} times. Its loss fell from ${facts.before} to ${facts.after}: at first that is a blind guess among ${facts.vocabulary} characters, now it is as if it hesitated between ${facts.choices}.`,
  next: 'Now break it: take another seed, or train only 40 steps in the settings, and see what becomes of the words.',
  early: 'You finished early; these numbers come from its last sample.',
  gistStart: 'Training has started.',
  gistPaused: (step) => `Paused at step ${step}.`,
  gistSample: (step, share) => `Step ${step}: ${share} real words.`,
  gistDone: (share) => `Training is done: ${share} real words.`,
};

const messages: Record<Locale, FirstPoemMessages> = { zh, en };

export function firstPoemMessages(locale: Locale): FirstPoemMessages {
  return messages[locale];
}
