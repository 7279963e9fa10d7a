/** Words of the sampling lab. */
import type { Locale } from '@glassbox/quiz';

const zh = {
  label: '实验：怎样抽',
  question: '温度降到接近 0，从同一个开头写十首。会是十首什么样的诗？',
  choices: ['几乎是同一首', '有几首相同', '十首各不相同'],
  write: '写十首',
  writing: (done: number, all: number) => `正在写 ${done} / ${all}`,
  cancel: '停下',
  loading: '正在叫醒模型',
  prompt: '开头',
  promptUnknown: '模型的字表里没有这里的某个字，请换一个。',
  promptEmpty: '从空白开始写。',
  temperature: '温度',
  topK: 'top-k',
  topP: 'top-p',
  off: '不截',
  kept: (k: string) => `前 ${k} 个`,
  presets: '现成的调法',
  presetNames: { cold: '接近 0', usual: '常用 0.8', hot: '最高 2' },
  barsTitle: (prompt: string) => `“${prompt}”之后的下一个字`,
  barsTitleStart: '一首诗的第一个字',
  barsNote: '实心：调过之后；虚线框：模型原来的概率。划掉的是被截去的。',
  left: (left: string, all: string) => `还抽得到 ${left} / ${all} 个字`,
  unsure: (before: string, after: string) => `拿不准的程度：${before} → ${after} 比特`,
  drawsTitle: '抽出来的',
  drawsEmpty: '按“写十首”，十个种子各写一首',
  seedOf: (seed: string) => `种子 ${seed}`,
  distinct: (distinct: string, all: string) => `${all} 首去掉重复，剩 ${distinct} 首`,
  answerRight: '和你猜的一样。',
  answerWrong: '和你猜的不一样。',
  answer: (temperature: string, distinct: string, all: string) =>
    `温度 ${temperature} 时写了 ${all} 首，去掉重复，只剩 ${distinct} 首。`,
  answerMany: (temperature: string, distinct: string, all: string) =>
    `温度 ${temperature} 时写了 ${all} 首，去掉重复，还有 ${distinct} 首。`,
  explain: '温度越低，越总是挑概率最大的那个字，种子就不起作用了。概率本身没有变，变的是怎样抽。',
  breakIt: '接着试：温度 0.8 再写十首；再把温度拉到最高，什么都不截，看它从尾巴上捞出些什么字。',
};

export type SamplingMessages = typeof zh;

const en: SamplingMessages = {
  label: 'Lab: how to draw',
  question: 'With the temperature near 0, ten texts are written from one opening. What will the ten be like?',
  choices: ['Almost the same text', 'Some the same', 'Ten different texts'],
  write: 'Write ten',
  writing: (done, all) => `Writing ${done} of ${all}`,
  cancel: 'Stop',
  loading: 'Waking the model',
  prompt: 'Opening',
  promptUnknown: 'The model does not know one of these characters; please use another.',
  promptEmpty: 'It begins from nothing.',
  temperature: 'Temperature',
  topK: 'top-k',
  topP: 'top-p',
  off: 'off',
  kept: (k) => `best ${k}`,
  presets: 'Ready settings',
  presetNames: { cold: 'near 0', usual: 'usual 0.8', hot: 'highest, 2' },
  barsTitle: (prompt) => `The next character after “${prompt}”`,
  barsTitleStart: 'The first character of a text',
  barsNote: 'Filled: after your settings. Dashed: as the model gave it. Struck out: cut off.',
  left: (left, all) => `${left} of ${all} characters can still be drawn`,
  unsure: (before, after) => `Uncertainty: ${before} → ${after} bits`,
  drawsTitle: 'What was drawn',
  drawsEmpty: 'Press “Write ten”: ten seeds write one text each',
  seedOf: (seed) => `Seed ${seed}`,
  distinct: (distinct, all) => `${distinct} of ${all} left without repeats`,
  answerRight: 'As you predicted.',
  answerWrong: 'Not as you predicted.',
  answer: (temperature, distinct, all) =>
    `Of ${all} texts written at temperature ${temperature}, only ${distinct} ${distinct === '1' ? 'is' : 'are'} left once repeats are removed.`,
  answerMany: (temperature, distinct, all) =>
    `Of ${all} texts written at temperature ${temperature}, ${distinct} are left once repeats are removed.`,
  explain:
    'The lower the temperature, the more often the likeliest character is taken, until seeds stop mattering. The probabilities have not changed; the way of drawing has.',
  breakIt:
    'Go on: ten more at 0.8; then raise the temperature to the top, cut nothing, and see what comes up from the tail.',
};

const messages: Record<Locale, SamplingMessages> = { zh, en };

export function samplingMessages(locale: Locale): SamplingMessages {
  return messages[locale];
}
