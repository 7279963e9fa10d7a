/** Words of the lab in which the learner guesses against the model. */
import type { Locale } from '@glassbox/quiz';
import type { Winner } from './game.ts';

const zh = {
  label: '实验：你来当模型',
  start: '开始猜',
  again: '换一首再猜',
  loading: '正在叫醒模型',
  question: '一首它没读过的诗，猜十个字。平均下来，谁的意外更少？',
  choices: ['我', '模型', '差不多'],
  choiceOf: { you: 0, model: 1, even: 2 } satisfies Record<Winner, number>,
  intro: '按“开始猜”，这里会出现一首被遮住的诗。每到一个字，把 5 枚筹码押在你觉得可能的字上，一枚算两成。',
  roundOf: (round: number, total: number) => `第 ${round} 个字 / ${total}`,
  left: (count: number) => `手里还有 ${count} 枚，不押的算“别的字”`,
  allPlaced: '筹码押完了',
  put: (text: string) => `在“${text}”上押一枚`,
  take: (text: string) => `从“${text}”上收回一枚`,
  chipsOn: (count: number) => `${count} 枚`,
  own: '都不是？写一个你自己的字',
  ownAdd: '押它',
  ownUnknown: '模型的字表里没有这个字。',
  reveal: '揭晓',
  next: '下一个字',
  finish: '看结果',
  truth: (text: string, rank: string) => `是“${text}”，在模型的名次里排第 ${rank}`,
  you: '你',
  model: '模型',
  gave: (share: string) => `给了它 ${share}`,
  bits: (bits: string) => `${bits} 比特`,
  modelTitle: '模型这时的想法',
  modelHidden: '揭晓之后，这里会显示模型给每个字的概率',
  truthMark: '真字',
  roundsTitle: '逐字看，谁更意外',
  roundsNote: '单位是比特，越短越不意外',
  character: '字',
  totals: (yours: string, model: string) => `平均每字：你 ${yours} 比特，模型 ${model} 比特`,
  plain: (yours: string, model: string) => `相当于你在 ${yours} 个一样可能的字里猜，模型在 ${model} 个里猜`,
  resultTitle: '结果',
  won: { you: '你的意外更少。', model: '模型的意外更少。', even: '你们差不多。' } satisfies Record<Winner, string>,
  guessRight: '和你猜的一样。',
  guessWrong: '和你猜的不一样。',
  explain:
    '模型未必更常猜中，它只是把概率摊得更合适：每个字都留了一点，拿得准的地方才押得重。不押的筹码和留底的 5%，按各字在语料里出现的多少来摊，所以再意外的字也不会让你输掉无穷多比特。',
  breakIt: '把它弄坏试试：换一首，每次都把 5 枚全押在同一个字上，看平均意外怎么涨。',
  early: (rounds: number, total: number) => `这次只比了 ${rounds} / ${total} 个字，字越少，胜负越靠运气。`,
  gistAsk: (round: number) => `第 ${round} 个字，请押筹码。`,
  gistTruth: (text: string, yours: string, model: string) => `是“${text}”。你意外 ${yours} 比特，模型 ${model} 比特。`,
};

export type BeTheModelMessages = typeof zh;

const en: BeTheModelMessages = {
  label: 'Lab: be the model',
  start: 'Start guessing',
  again: 'Another passage',
  loading: 'Waking the model',
  question: 'Ten characters of a passage the model has never read: who will be less surprised on average?',
  choices: ['I will', 'The model', 'About even'],
  choiceOf: { you: 0, model: 1, even: 2 },
  intro:
    'Press “Start guessing” and a covered passage appears. At each character put your 5 chips on what you think comes next; one chip is one fifth of your belief.',
  roundOf: (round, total) => `Character ${round} of ${total}`,
  left: (count) => `${count} left; chips you keep stand for “something else”`,
  allPlaced: 'All chips are placed',
  put: (text) => `Put a chip on “${text}”`,
  take: (text) => `Take a chip from “${text}”`,
  chipsOn: (count) => (count === 1 ? '1 chip' : `${count} chips`),
  own: 'None of these? Type one of your own',
  ownAdd: 'Bet on it',
  ownUnknown: 'The model does not know this character.',
  reveal: 'Reveal',
  next: 'Next character',
  finish: 'See the result',
  truth: (text, rank) => `It is “${text}”, number ${rank} in the model’s ranking`,
  you: 'You',
  model: 'Model',
  gave: (share) => `gave it ${share}`,
  bits: (bits) => `${bits} bits`,
  modelTitle: 'What the model thought',
  modelHidden: 'After the reveal you see here what the model gave each character',
  truthMark: 'the truth',
  roundsTitle: 'Who was more surprised, character by character',
  roundsNote: 'In bits; a shorter bar is a smaller surprise',
  character: 'Character',
  totals: (yours, model) => `Mean per character: you ${yours} bits, the model ${model} bits`,
  plain: (yours, model) => `As if you guessed among ${yours} equally likely characters, and the model among ${model}`,
  resultTitle: 'The result',
  won: { you: 'You were less surprised.', model: 'The model was less surprised.', even: 'You are about even.' },
  guessRight: 'As you predicted.',
  guessWrong: 'Not as you predicted.',
  explain:
    'The model need not hit more often. It spreads its belief better: a little for everything, a lot only where it is sure. Chips you keep, and a reserve of 5%, are spread by how common each character is, so that no character can cost you infinitely many bits.',
  breakIt: 'Now break it: take another passage, put all 5 chips on one character each time, and watch the mean rise.',
  early: (rounds, total) =>
    `This compares ${rounds} of ${total} characters only; the fewer there are, the more luck decides.`,
  gistAsk: (round) => `Character ${round}: place your chips.`,
  gistTruth: (text, yours, model) => `It is “${text}”. You: ${yours} bits. The model: ${model} bits.`,
};

const messages: Record<Locale, BeTheModelMessages> = { zh, en };

export function beTheModelMessages(locale: Locale): BeTheModelMessages {
  return messages[locale];
}
