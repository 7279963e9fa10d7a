/** Words of the steps from a token to what a head adds to it. Layers, places and numbers are counted from 1. */
import type { Locale } from '@glassbox/quiz';

const zh = {
  title: (asking: string, seen: string) => `“${asking}”听“${seen}”：从头到尾算一遍`,
  table: '看成一张表',
  pickLabel: '看第几个数',
  pick: (at: number, sum: string) => `第 ${at} 个数：${sum}`,
  column: '第几个',

  embedding: (token: string, size: number) => `“${token}”变成 ${size} 个数（向量）`,
  embeddingText: (token: string, size: number, place: number) =>
    `模型不认字，只认数。字表里，“${token}”有 ${size} 个数；位置表里，第 ${place} 位也有 ${size} 个。两串相加，就是它进门时的样子。`,
  entering: (layers: number) => `前 ${layers} 层又往里加过东西，到第 ${layers + 1} 层门口，它成了最下面那一串。`,
  rowToken: (token: string) => `字：“${token}”`,
  rowPlace: (place: number) => `位置：第 ${place} 位`,
  rowSum: '相加：进门时',
  rowEntering: (layer: number) => `进第 ${layer} 层时`,

  share: (share: string) => `查询乘键，得出份额 ${share}`,
  shareText: (size: number) =>
    `进这一层的数先调匀（层归一化），再乘这个头学来的三张表，每张得出 ${size} 个数：查询 q、键 k、值 v。`,
  rowQuery: (token: string) => `q，“${token}”的查询：我要找什么`,
  rowKey: (token: string) => `k，“${token}”的键：我有什么`,
  rowProduct: '逐个相乘',
  product: (size: number, product: string) => `${size} 个乘积加起来：q·k ≈ ${product}`,
  score: (product: string, size: number, score: string) =>
    `除以 √${size}，免得数太大：${product} ÷ √${size} ≈ ${score}`,
  weight: (weight: string) => `和其他字的分数一起变成份额（softmax）：${weight}`,

  output: '值按份额混起来，就是头的输出',
  outputText: (seen: string, share: string) =>
    `“${seen}”也交出一串值 v，份额是 ${share}，就只算进 ${share}。前面每个字都这样，加起来就是这个头听到的全部。`,
  rowValue: (token: string) => `v，“${token}”的值：我给什么`,
  rowWeighted: (share: string) => `v 的 ${share}`,
  rowOutput: '所有字的加起来：头的输出',
  outputPick: (seen: string, product: string, part: string, others: string, sum: string) =>
    `“${seen}”给 ${product} ≈ ${part}，其他字给 ${others}，合起来约 ${sum}`,
  columnWeighted: '份额 × v',
  columnOthers: '其他字',
  columnOutput: '输出',

  stream: '加回原来的数，往上传',
  streamText: (size: number, all: number, others: number) =>
    `这个头的 ${size} 个数再乘一张表，变回 ${all} 个，加在原来的数上（残差）。同一层另外 ${others} 个头各加一份，MLP 再加一份，这一层就走完了。`,
  streamNext: (layer: number) => `最下面那一串，就是第 ${layer} 层的进门数。`,
  streamLast: '最下面那一串送到出口，和字表里的每个字比一比，就成了下一个字的概率。',
  streamOff: '这个头关掉了，所以它加的全是 0。',
  rowHead: '这个头加的',
  rowOthers: '另外几个头加的（连同偏置）',
  rowMlp: 'MLP 加的',
  rowLeaving: (layer: number) => `出第 ${layer} 层时`,
  columnHead: '这个头',
  columnOtherHeads: '别的头',
};

export type ChainMessages = typeof zh;

const en: ChainMessages = {
  title: (asking, seen) => `“${asking}” listens to “${seen}”, from beginning to end`,
  table: 'Show as a table',
  pickLabel: 'Which of the numbers',
  pick: (at, sum) => `Number ${at}: ${sum}`,
  column: 'No.',

  embedding: (token, size) => `“${token}” becomes ${size} numbers, its embedding`,
  embeddingText: (token, size, place) =>
    `A model reads numbers only. Its table of characters holds ${size} of them for “${token}”, its table of places another ${size} for place ${place}. Added up, they are what goes in.`,
  entering: (layers) =>
    layers === 1
      ? 'Layer 1 has added to them since: the last row is what arrives at layer 2.'
      : `${layers} layers have added to them since: the last row is what arrives at layer ${layers + 1}.`,
  rowToken: (token) => `character: “${token}”`,
  rowPlace: (place) => `place: ${place}`,
  rowSum: 'added up: on entry',
  rowEntering: (layer) => `entering layer ${layer}`,

  share: (share) => `Query times key gives a share of ${share}`,
  shareText: (size) =>
    `What enters the layer is evened out (layer norm), then multiplied by three tables that this head has learnt. Each gives ${size} numbers: query q, key k, value v.`,
  rowQuery: (token) => `q, query of “${token}”: what I look for`,
  rowKey: (token) => `k, key of “${token}”: what I have`,
  rowProduct: 'multiplied one by one',
  product: (size, product) => `The ${size} products added up: q·k ≈ ${product}`,
  score: (product, size, score) => `Divided by √${size}, so that it stays small: ${product} ÷ √${size} ≈ ${score}`,
  weight: (weight) => `Turned into a share together with the others (softmax): ${weight}`,

  output: 'Values, mixed by share, are the head’s output',
  outputText: (seen, share) =>
    `“${seen}” also hands over a value v. Its share is ${share}, so just that much of it counts. Do the same with every character up to here, add it all up, and you have what the head has heard.`,
  rowValue: (token) => `v, value of “${token}”: what I give`,
  rowWeighted: (share) => `${share} of v`,
  rowOutput: 'added up over all characters: the head’s output',
  outputPick: (seen, product, part, others, sum) =>
    `“${seen}” gives ${product} ≈ ${part}, the others ${others}, together about ${sum}`,
  columnWeighted: 'share × v',
  columnOthers: 'others',
  columnOutput: 'output',

  stream: 'Added to what was there, and passed on',
  streamText: (size, all, others) =>
    `One more table turns the head’s ${size} numbers back into ${all}, which are added to those that came in (residual stream). The ${others} other heads of the layer add theirs, then the MLP does, and the layer is done.`,
  streamNext: (layer) => `The last row is what enters layer ${layer}.`,
  streamLast:
    'The last row goes to the exit: compared with every character of the table, it becomes the chances of the next one.',
  streamOff: 'This head is off, so all it adds is 0.',
  rowHead: 'added by this head',
  rowOthers: 'added by the other heads (and the bias)',
  rowMlp: 'added by the MLP',
  rowLeaving: (layer) => `leaving layer ${layer}`,
  columnHead: 'this head',
  columnOtherHeads: 'other heads',
};

const messages: Record<Locale, ChainMessages> = { zh, en };

export function chainMessages(locale: Locale): ChainMessages {
  return messages[locale];
}
