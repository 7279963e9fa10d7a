/** Words of the lab that grows a model. */
import type { Locale } from '@glassbox/quiz';
import type { Slider } from './plan.ts';

const zh = {
  label: '实验：养大一个模型',
  question: '层数、词表都不变，只把宽度加倍，这个模型的参数大约变成几倍？',
  choices: ['约 2 倍', '3 倍多', '4 倍'],
  build: '真的造两个，数一数',
  building: (which: number) => `正在造第 ${which} 个`,
  stop: '停下',
  tooLarge: (most: string) => `超过 ${most} 个参数的，这一页只数不造：浏览器里装不下。把滑块调小，就能真的造出来。`,
  sliders: { nLayer: '层数', nEmbd: '宽度', vocabSize: '词表', blockSize: '前文长度' } satisfies Record<Slider, string>,
  units: { nLayer: '层', nEmbd: '个数', vocabSize: '个词元', blockSize: '个词元' } satisfies Record<Slider, string>,
  heads: (count: string) => `${count} 个头`,
  presets: '发表过的模型',
  presetOwn: '自己调',
  partsTitle: '参数在哪里',
  parts: {
    tokenEmbedding: '词元表',
    positionEmbedding: '位置表',
    attentionQkv: '注意力：查询、键、值',
    attentionProjection: '注意力：合并',
    mlp: 'MLP',
    norms: '归一化',
  },
  column: '参数',
  total: '一共',
  published: (name: string, published: string) => `论文写的 ${name}：约 ${published}`,
  training: '要多少内存：训练（每个数 4 字节，一次一段）',
  writing: '回答（每个数 2 字节）',
  memory: {
    weights: '权重',
    gradients: '梯度',
    moments: '优化器的记忆',
    activations: '中间结果',
    kvCache: '读过的键和值',
  },
  peak: (bytes: string) => `最多时 ${bytes}`,
  workTitle: '要算多少',
  perToken: (flops: string) => `前文满时，写一个词元要算 ${flops} 次。`,
  counting: '正在数',
  measuredTitle: '造出来的',
  measured: (parameters: string, tensors: string, bytes: string) =>
    `${parameters} 个参数，装在 ${tensors} 张表里，占 ${bytes}，`,
  agrees: '和上面数的一个不差。',
  differs: (counted: string) => `和数的（${counted}）不一样，请告诉我们。`,
  step: (time: string, tokens: string) => `在这台设备上，学一步（${tokens} 个词元）用了 ${time}。`,
  width: (width: string) => `宽度 ${width}：`,
  ratio: (ratio: string) => `参数变成 ${ratio} 倍。`,
  slower: (ratio: string) => `学一步的时间变成 ${ratio} 倍。`,
  answerRight: '猜对了。',
  answerWrong: '和你猜的不一样。',
  explain:
    '一层里的表，多半是宽 × 宽的，宽度加倍，面积变四倍；词元表是词表 × 宽，只变两倍。所以小模型里词元表占大头时，不到四倍；模型越大，越接近四倍。',
  breakIt:
    '弄坏它：把词表拉到最大，宽度拉到最小，看看参数都去了哪里。再选 GPT-3 175B，看训练要多少内存，你的电脑有多少。',
  gist: (ratio: string) => `两个都造好了，参数变成 ${ratio} 倍。`,
  ms: '毫秒',
};

export type GrowMessages = typeof zh;

const en: GrowMessages = {
  label: 'Lab: grow a model',
  question:
    'Keep layers and vocabulary, double the width only. How many times the parameters does this model have then?',
  choices: ['about 2 times', 'a little over 3', '4 times'],
  build: 'Build both and count',
  building: (which) => `Building number ${which}`,
  stop: 'Stop',
  tooLarge: (most) =>
    `Above ${most} parameters this page counts and does not build: a browser tab has no room. Move the sliders down to build for real.`,
  sliders: { nLayer: 'Layers', nEmbd: 'Width', vocabSize: 'Vocabulary', blockSize: 'Context' },
  units: { nLayer: 'layers', nEmbd: 'numbers', vocabSize: 'tokens', blockSize: 'tokens' },
  heads: (count) => `${count} heads`,
  presets: 'Published models',
  presetOwn: 'my own',
  partsTitle: 'Where the parameters are',
  parts: {
    tokenEmbedding: 'table of tokens',
    positionEmbedding: 'table of positions',
    attentionQkv: 'attention: query, key, value',
    attentionProjection: 'attention: joining',
    mlp: 'MLP',
    norms: 'norms',
  },
  column: 'parameters',
  total: 'in all',
  published: (name, published) => `The paper says of ${name}: about ${published}`,
  training: 'How much memory: training (4 bytes a number, one text at a time)',
  writing: 'answering (2 bytes a number)',
  memory: {
    weights: 'weights',
    gradients: 'gradients',
    moments: 'memory of the optimizer',
    activations: 'intermediate results',
    kvCache: 'keys and values already read',
  },
  peak: (bytes) => `${bytes} at the most`,
  workTitle: 'How much computing',
  perToken: (flops) => `One token, with the context full, takes ${flops} operations.`,
  counting: 'Counting',
  measuredTitle: 'What was built',
  measured: (parameters, tensors, bytes) => `${parameters} parameters in ${tensors} tables, ${bytes}.`,
  agrees: 'Exactly what was counted above.',
  differs: (counted) => `Not what was counted (${counted}); please tell us.`,
  step: (time, tokens) => `On this device one learning step (${tokens} tokens) took ${time}.`,
  width: (width) => `Width ${width}:`,
  ratio: (ratio) => `${ratio} times the parameters.`,
  slower: (ratio) => `A learning step takes ${ratio} times as long.`,
  answerRight: 'Right.',
  answerWrong: 'Not what you guessed.',
  explain:
    'Most tables inside a layer are width × width: twice the width is four times the area. The table of tokens is vocabulary × width and only doubles. Where it has the larger share the total stays below four; the larger the model, the closer to four.',
  breakIt:
    'Break it: the largest vocabulary with the smallest width; where do the parameters go? Then choose GPT-3 175B and compare what training needs with what your computer has.',
  gist: (ratio) => `Both are built: ${ratio} times the parameters.`,
  ms: 'ms',
};

const messages: Record<Locale, GrowMessages> = { zh, en };

export function growMessages(locale: Locale): GrowMessages {
  return messages[locale];
}
