/** Words of the lab `head-start`. */
import type { Locale } from '@glassbox/quiz';

const zh = {
  label: '实验：先学一步，省多少例子',
  intro:
    '一个小模型读过近四万段唐诗；另一个结构一样，参数全是随机数。现在让它们一起学一样都没见过的东西：宋词。给一样多的例子，看谁学得快。',
  examplesTitle: '新东西长这样（抽到的前几句）',
  question: '从零开始的那个，给足 512 句宋词。有底子的那个，大约给几句就能追平？',
  choices: ['一句都不用', '8 句以内', '几十句', '一百句以上'],
  size: '练几档',
  sizes: { quick: '快看：64 句', full: '完整：8、32、128、512 句' },
  rate: '步子',
  rates: (rate: number) => (rate === 1 ? '正常' : `大 ${rate} 倍`),
  run: '一起开始学',
  again: '再学一次',
  stop: '停下',
  now: (start: string, count: string, step: string) => `正在练：${start}，${count} 句，第 ${step} 步`,
  preparing: '正在准备',
  scratch: '从零开始',
  head: '有底子（读过唐诗）',
  chartTitle: '没见过的宋词，平均每个字意外多少奈特（越低越好）',
  xTitle: '给了几句宋词',
  looksTitle: (count: string) => `给 ${count} 句时，一步一步看`,
  looksX: '步',
  empty: '开始以后，两条线画在这里',
  right: '猜对了。',
  wrong: '和你猜的不一样。',
  quickOnly: '你猜的是给足 512 句的时候：选“完整”再学一次，才见分晓。',
  savedNone: (given: string, loss: string) =>
    `从零开始，给 ${given} 句才练到 ${loss} 奈特；有底子的，一句都没给就已经更低了。`,
  saved: (given: string, loss: string, needed: string, times: string) =>
    `从零开始，给 ${given} 句才练到 ${loss} 奈特；有底子的，给 ${needed} 句就追平了。例子省到 ${times}。`,
  savedNever: (given: string, loss: string) =>
    `从零开始，给 ${given} 句练到 ${loss} 奈特；有底子的这一次反而没有追上。多半是步子太大，把底子冲掉了。`,
  oldTitle: '旧的还记得吗',
  old: (before: string, after: string) =>
    `学宋词以前，它读没见过的唐诗，每个字意外 ${before} 奈特；学完以后，${after} 奈特。`,
  oldWorse: '差的那一截，就是学新东西的时候忘掉的。',
  oldSame: '几乎没有忘。',
  wroteTitle: '各写两句',
  steps: '每次都练到不再变好为止（最多 120 步），取最好的那一刻。两边的结构、例子和考题都一样。',
  breakIt: '弄坏它：把步子放大十倍，看底子还剩多少。再换个种子，抽另一批例子，看结论稳不稳。',
  gist: (text: string) => `学完了。${text}`,
  took: (time: string) => `用时 ${time}`,
};

export type HeadStartMessages = typeof zh;

const en: HeadStartMessages = {
  label: 'Lab: what a head start saves',
  intro:
    'One small model has read Shakespeare’s plays. Another has the same design and random parameters. Now both learn something neither has seen, entries of a dictionary, from the same number of examples.',
  examplesTitle: 'The new kind of text (the first ones drawn)',
  question:
    'From scratch, one model gets 512 entries. About how many does the one with a head start need to draw level?',
  choices: ['none at all', 'up to 8', 'a few dozen', 'over a hundred'],
  size: 'How far',
  sizes: { quick: 'quick: 64 entries', full: 'whole: 8, 32, 128, 512 entries' },
  rate: 'Step size',
  rates: (rate) => (rate === 1 ? 'normal' : `${rate} times larger`),
  run: 'Let both learn',
  again: 'Learn again',
  stop: 'Stop',
  now: (start, count, step) => `now: ${start}, ${count} entries, step ${step}`,
  preparing: 'getting ready',
  scratch: 'from scratch',
  head: 'head start (has read plays)',
  chartTitle: 'Surprise per character on entries neither has seen, in nats (lower is better)',
  xTitle: 'entries given',
  looksTitle: (count) => `Step by step, with ${count} entries`,
  looksX: 'step',
  empty: 'Start, and both lines are drawn here',
  right: 'Right.',
  wrong: 'Not what you guessed.',
  quickOnly: 'Your guess was about 512 entries: choose “whole” and let them learn again to settle it.',
  savedNone: (given, loss) =>
    `From scratch it took ${given} entries to reach ${loss} nats. With the head start the loss was lower than that before a single one.`,
  saved: (given, loss, needed, times) =>
    `From scratch it took ${given} entries to reach ${loss} nats; with the head start ${needed} were enough. That is ${times} of the examples.`,
  savedNever: (given, loss) =>
    `From scratch ${given} entries led to ${loss} nats, and the head start did not get there. Most likely the steps were so large that they washed it away.`,
  oldTitle: 'Does it still know the old?',
  old: (before, after) =>
    `Before, unseen lines of plays cost it ${before} nats per character; after the dictionary, ${after}.`,
  oldWorse: 'The difference is what it forgot while learning the new.',
  oldSame: 'It has forgotten next to nothing.',
  wroteTitle: 'What each writes now',
  steps:
    'Every run goes on until it stops getting better (120 steps at most), and its best moment counts. Design, examples and test are the same for both.',
  breakIt:
    'Break it: take steps ten times larger and see what is left of the head start. Then change the seed for other examples and see whether the finding holds.',
  gist: (text) => `Done. ${text}`,
  took: (time) => `took ${time}`,
};

const messages: Record<Locale, HeadStartMessages> = { zh, en };

export function headStartMessages(locale: Locale): HeadStartMessages {
  return messages[locale];
}
