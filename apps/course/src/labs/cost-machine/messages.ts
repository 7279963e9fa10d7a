/** Words of the cost time machine and the race. */
import type { Locale } from '@glassbox/quiz';
import type { Runner } from './contract.ts';
import type { DataName, DiskPrice, ModelName } from './prices.ts';

/** 69.2 万 + 年 → 69.2 万年; 40 + 年 → 40 年 */
const withUnit = (amount: string, unit: string) => (/[万亿]$/u.test(amount) ? `${amount}${unit}` : `${amount} ${unit}`);

const zh = {
  label: '实验：成本时光机',
  question: '两个 512×512 的矩阵相乘，同一台设备、同一个浏览器。改用 WebAssembly，比普通 JavaScript 快几倍？',
  choices: ['差不多', '2 到 5 倍', '5 到 15 倍', '15 倍以上'],
  machineTitle: '一、选一年，看账单',
  year: '年份',
  model: '练哪个模型',
  models: {
    'bert-large': 'BERT-Large',
    'gpt3-small': 'GPT-3 最小的一个（1.25 亿）',
    'gpt3-13b': 'GPT-3 130 亿',
    'gpt3-175b': 'GPT-3 1750 亿',
  } satisfies Record<ModelName, string>,
  data: '硬盘上存多少',
  dataNames: { raw: '刚抓下来的 45 TB', filtered: '筛过的 570 GB' } satisfies Record<DataName, string>,
  used: '芯片用上几成',
  usedHint: '峰值是厂商标的；真正用上的成数，是这里假设的，自己调。',
  bill: (year: string) => `${year} 年的账单`,
  text: '数据：留住它读的文字',
  textKept: (gigabytes: string) => `${gigabytes} GB，放在当年的硬盘上。只算存放，抓和筛的花费不在里面`,
  disk: '买硬盘',
  diskNames: {
    profile: (units: string) => `Apple ProFile，5 MB 一台，要 ${withUnit(units, '台')}`,
    'drives-2009': () => '当年批量买的硬盘，平均价',
    'drives-2017': () => '当年批量买的硬盘，平均价',
    'drives-2022': () => '当年批量买的硬盘，平均价',
  } satisfies Record<DiskPrice['name'], (units: string) => string>,
  rent: '租云存储，每月',
  rentNone: '2006 年以前没有得租',
  comma: '，',
  perGigabyteMonth: (price: string) => `每 GB 每月 ${price}`,
  perGigabyte: (price: string) => `每 GB ${price}`,
  compute: '租芯片，练一遍',
  computeNone: '这一年还没有查得到标价的按小时出租，不编一个给你',
  chip: (name: string, hours: string, price: string) => `${name}，${withUnit(hours, '小时')}，每小时 ${price}`,
  flops: (count: string) => `这个模型要 ${count} 次加和乘。`,
  priceYear: (year: string) => `${year} 年的价`,
  source: '出处',
  dollars: (amount: string) => withUnit(amount, '美元'),
  historyTitle: '每 GB 硬盘多少美元',
  historyHint: '点是查得到出处的价，竖着的每一格差一万倍；直线只是把点连起来。',
  yearAxis: '年',
  priceAxis: '美元每 GB',
  historyLine: '每 GB 的价',
  raceTitle: '二、让你的设备赛一场',
  raceHint: '同一个矩阵乘法，从 32×32 到 512×512，三种算法轮着算。越高越快；1 GFLOP/s 就是每秒做十亿次加和乘。',
  race: '开始赛',
  raceAgain: '再赛一次',
  racing: (name: string) => `${name} 正在算`,
  stop: '停下',
  runners: { js: '普通 JavaScript', wasm: 'WebAssembly', webgpu: 'WebGPU' } satisfies Record<Runner, string>,
  missing: (name: string) => `${name} 没有赛：这台设备上没有，或者是用 CPU 模仿的。`,
  sizeAxis: '矩阵的边长',
  speedAxis: 'GFLOP/s',
  raceEmpty: '赛起来，线画在这里',
  speedup: (name: string, times: string) => `${name} 是普通 JavaScript 的 ${times} 倍`,
  yours: (name: string, model: string, years: string) =>
    `你这台设备最快的是 ${name}。照这个速度不停地算，练完 ${model} 要 ${withUnit(years, '年')}。`,
  guessRight: '猜对了。',
  guessWrong: '和你猜的不一样。',
  explain:
    '算的是同一道题，快慢差这么多：普通 JavaScript 的三重循环一次乘一对数，矩阵大到缓存放不下，还要等内存；WebAssembly 的 SIMD 指令一次乘四对，我们的程序又把矩阵切成小块轮着用，还能分给几个核；显卡一次摆开上千个小计算器。最左边那几点，准备的功夫比算的还多，差距就小。',
  breakIt:
    '弄坏它：开着一个很占机器的网页再赛；拔掉笔记本的电源再赛；换手机再赛。再看最小的矩阵：显卡在那里还占便宜吗？',
  fullBench: '想量训练一步要多久，去“测一测这台设备”。',
  gist: (times: string) => `赛完了：WebAssembly 是普通 JavaScript 的 ${times} 倍。`,
  gistPlain: '赛完了，这台设备上只有普通 JavaScript。',
};

export type CostMessages = typeof zh;

const en: CostMessages = {
  label: 'Lab: the cost time machine',
  question:
    'Two matrices of 512×512 are multiplied, on one device in one browser. How much faster is WebAssembly than plain JavaScript?',
  choices: ['about the same', '2 to 5 times', '5 to 15 times', 'more than 15 times'],
  machineTitle: '1. Pick a year, see the bill',
  year: 'Year',
  model: 'Train',
  models: {
    'bert-large': 'BERT-Large',
    'gpt3-small': 'the smallest GPT-3 (125M)',
    'gpt3-13b': 'GPT-3 13B',
    'gpt3-175b': 'GPT-3 175B',
  },
  data: 'Fill the disks with',
  dataNames: { raw: '45 TB as crawled', filtered: '570 GB after filtering' },
  used: 'Share of the chip in use',
  usedHint: 'The peak is the maker’s figure; how much of it is really used is assumed here, and yours to change.',
  bill: (year) => `The bill in ${year}`,
  text: 'Data: keeping the text it reads',
  textKept: (gigabytes) =>
    `${gigabytes} GB on that year’s disks; keeping only, what fetching and filtering cost is not in it`,
  disk: 'Buying disks',
  diskNames: {
    profile: (units) => `Apple ProFile, 5 MB each; ${units} of them`,
    'drives-2009': () => 'drives bought in bulk that year, mean price',
    'drives-2017': () => 'drives bought in bulk that year, mean price',
    'drives-2022': () => 'drives bought in bulk that year, mean price',
  },
  rent: 'Renting cloud storage, per month',
  rentNone: 'nothing to rent before 2006',
  comma: ', ',
  perGigabyteMonth: (price) => `${price} per GB and month`,
  perGigabyte: (price) => `${price} per GB`,
  compute: 'Renting chips, one training',
  computeNone: 'no published price by the hour for this year, and we don’t invent one',
  chip: (name, hours, price) => `${name}, ${hours} hours at ${price}`,
  flops: (count) => `This model takes ${count} multiplies and adds.`,
  priceYear: (year) => `price of ${year}`,
  source: 'source',
  dollars: (amount) => `$${amount}`,
  historyTitle: 'Dollars per GB of disk',
  historyHint:
    'Points are prices with a source, each grid line ten thousand times the one below; lines only join the points.',
  yearAxis: 'year',
  priceAxis: 'dollars per GB',
  historyLine: 'price per GB',
  raceTitle: '2. Race your device',
  raceHint:
    'The same matrix product, from 32×32 to 512×512, computed in three ways. Higher is faster; a GFLOP/s is a billion multiplies and adds a second.',
  race: 'Race',
  raceAgain: 'Race again',
  racing: (name) => `${name} is computing`,
  stop: 'Stop',
  runners: { js: 'plain JavaScript', wasm: 'WebAssembly', webgpu: 'WebGPU' },
  missing: (name) => `${name} did not race: this device has none, or one imitated on the CPU.`,
  sizeAxis: 'edge of the matrix',
  speedAxis: 'GFLOP/s',
  raceEmpty: 'Race, and the lines are drawn here',
  speedup: (name, times) => `${name} is ${times} times as fast as plain JavaScript`,
  yours: (name, model, years) =>
    `The fastest here is ${name}. At that speed, without a pause, training ${model} takes ${years} years.`,
  guessRight: 'Right.',
  guessWrong: 'Not what you guessed.',
  explain:
    'One sum, and such a difference: the three plain loops in JavaScript multiply one pair of numbers at a time, and once the matrix outgrows the cache they wait for memory too; the SIMD instructions of WebAssembly do four pairs, our program cuts the matrix into blocks that fit, and the work can be shared among cores; a graphics card lays out thousands of small calculators. At the left end preparing takes longer than computing, and the gap is small.',
  breakIt:
    'Break it: race with a heavy page open, on battery, on your phone. And look at the smallest matrix: is the graphics card still ahead there?',
  fullBench: 'To measure a whole training step, go to “Measure this device”.',
  gist: (times) => `The race is over: WebAssembly is ${times} times as fast as plain JavaScript.`,
  gistPlain: 'The race is over; this device has plain JavaScript only.',
};

const messages: Record<Locale, CostMessages> = { zh, en };

export function costMessages(locale: Locale): CostMessages {
  return messages[locale];
}
