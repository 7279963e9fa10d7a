/** Words of the page that measures, in both languages. */
import type { BenchPart } from '@glassbox/kernels/bench';
import type { Locale } from '@glassbox/quiz';
import type { Group, Line } from './report.ts';

const zh = {
  title: '测一测这台设备',
  description: '在浏览器里测矩阵乘法和训练一步的速度：Glassbox的内核，与tfjs自带的相比。',
  lede: '训练一个小模型，这台设备有多快？按一下，大约一分钟。Glassbox的内核和tfjs自带的轮流跑，做的是同样的计算。',
  label: '测速',
  start: '开始测',
  again: '再测一次',
  stop: '停下',
  backendLabel: '用什么来算',
  noWebgpu: '（没有）',
  modelLabel: '模型',
  models: { standard: '标准', small: '小' },
  noScript: '测速要在浏览器里运行代码。请打开JavaScript再来。',
  idle: '想测得准：关掉别的费电的程序，让这个页面留在前面，笔记本插上电源。',
  hintNoWebgpu: '这个浏览器不让网页用显卡（没有WebGPU），只能测处理器。新版Chrome、Edge、Safari一般都有。',
  hintSoftware: (name: string) => `这里的WebGPU是软件模拟的显卡（${name}），会很慢，而且测出来的与任何显卡无关。`,
  progressLabel: '进度',
  preparing: '正在启动，先试走一步',
  parts: {
    'product.nn': '矩阵乘法，往前算',
    'product.nt': '矩阵乘法，往回传（一）',
    'product.tn': '矩阵乘法，往回传（二）',
    step: '训练，一步一步走',
    work: '数一步下了多少道命令',
  } satisfies Record<BenchPart, string>,
  partOf: (done: number, total: number) => `${done} / ${total}`,
  elapsed: (time: string) => `已用${time}`,
  took: (time: string) => `用时${time}`,
  stopped: '已停下。测完的部分留在表里。',
  verdict: (facts: { ms: string; tokens: string; ratio: string }) =>
    `训练一步用${facts.ms}毫秒，一秒读${facts.tokens}个字。同样的一步，tfjs自带的内核要花${facts.ratio}倍的时间。`,
  figures: { ms: '毫秒，训练一步', tokens: '字，每秒', ratio: '倍，与tfjs自带的相比' },
  slow: (seconds: string) =>
    `标准模型在这台设备上走一步要约${seconds}秒，太久了，所以换成小模型来测。下面“训练一步”和“一步的命令”两组，不能和标准模型的数字比。`,
  software: (name: string) => `这是软件模拟的显卡（${name}），其实是处理器在算。这些数字与显卡无关，只说明程序能跑通。`,
  warning: (reason: string) => `比应有的慢：${reason}`,
  caption: '测速结果',
  heads: { what: '测什么', glassbox: 'Glassbox', tfjs: 'tfjs自带', ratio: '倍数' },
  groups: {
    product: {
      title: '矩阵乘法',
      unit: 'GFLOP/s，越大越好',
      text: '模型里的每一层都是矩阵乘法，训练的大半时间花在它上面。GFLOP/s是一秒做多少个十亿次加或乘。训练时它有三种形式，数学上一样多，但数在内存里摆法不同，快慢可以差很多。',
    },
    step: {
      title: '训练一步',
      unit: '',
      text: '读一批字，猜每一处的下一个，看错了多少，再把所有参数各调一点：这是一步。训练就是把它重复几百几千次，所以它最说明问题。',
    },
    work: {
      title: '一步的命令',
      unit: '次，越小越好',
      text: '一步要向处理器或显卡下多少道命令。每一道都有固定的开销，像寄快递：把几件并成一件寄，就省了路费。',
    },
  } satisfies Record<Group, { title: string; unit: string; text: string }>,
  model: (facts: { layers: string; width: string; tokens: string }) =>
    `模型：${facts.layers}层，宽${facts.width}，一步读${facts.tokens}个字。`,
  lines: {
    'product.nn': ['A·B', '往前算一层'],
    'product.nt': ['A·Bᵀ', '梯度往回传给前一层'],
    'product.tn': ['Aᵀ·B', '算出参数该怎么调'],
    step: ['时间', '毫秒，越小越好'],
    'step.tokens': ['读字', '字每秒，越大越好'],
    'step.gflops': ['计算', 'GFLOP/s，越大越好'],
    'work.dispatches': ['下发', '交给显卡的次数'],
    'work.kernel-calls': ['内核', '调用内核的次数'],
  } satisfies Record<Line, [name: string, what: string]>,
  ratioNote: '两边轮流跑几轮，时间取中位数，倍数取各轮之比的中位数，所以不一定正好等于左边两数相除。',
  deviceTitle: '这台设备',
  device: {
    backend: '计算方式',
    adapter: '显卡',
    browser: '浏览器',
    cores: '处理器核心',
    threads: '线程',
    simd: 'SIMD',
    isolated: '跨源隔离',
  },
  simd: { relaxed: '有，带融合乘加', plain: '有', none: '没有' },
  isolated: { yes: '是，可以多线程', no: '否，只能单线程' },
  copy: '复制结果',
  copied: '已复制。',
  copyRefused: '浏览器不让复制。文字已经选中，请按Ctrl+C（Mac上是⌘C）。',
  copyHint: '一份JSON，与命令行pnpm bench的格式相同，带上面这台设备的信息。没有发送到任何地方。',
  copyField: '测速结果，JSON',
  failureTitle: '没能测完',
  failures: {
    BACKEND_MISSING: '选的这种计算方式在这台设备上启动不了。换一种再试。',
    GPU_LOST: '显卡被系统收回了（常见于休眠、驱动重启或显存不够）。可以改用WebAssembly。',
    WORKER_FAILED: '后台计算线程意外停了，可能是内存不够，也可能是文件没有下载下来。关掉一些标签页再试。',
    'backend-unavailable': '这个浏览器既没有WebGPU，也没有WebAssembly，没法测。',
  } as Record<string, string>,
  failureOther: '出了意外。',
  failureDetail: '技术细节',
  gistPart: (part: string) => `正在测：${part}。`,
  gistDone: '测完了。',
};

export type BenchMessages = typeof zh;

const en: BenchMessages = {
  title: 'Measure this device',
  description: 'Measures matrix products and a training step in your browser: Glassbox’s kernels against tfjs’ own.',
  lede: 'How fast can this device train a small model? One press, about a minute. Glassbox’s kernels and tfjs’ own take turns at the same computation.',
  label: 'Measurement',
  start: 'Measure',
  again: 'Measure again',
  stop: 'Stop',
  backendLabel: 'Compute with',
  noWebgpu: ' (not here)',
  modelLabel: 'Model',
  models: { standard: 'standard', small: 'small' },
  noScript: 'Measuring runs code in your browser. Please turn on JavaScript and come back.',
  idle: 'For a fair figure, close other demanding programs, keep this page in front and plug a laptop in.',
  hintNoWebgpu:
    'This browser does not let pages use a graphics card (no WebGPU), so only the processor can be measured. Current Chrome, Edge and Safari usually do.',
  hintSoftware: (name) =>
    `WebGPU here is a graphics card imitated in software (${name}). It is slow, and its figures say nothing about any GPU.`,
  progressLabel: 'Progress',
  preparing: 'Starting, with a step to try',
  parts: {
    'product.nn': 'matrix products, forward',
    'product.nt': 'matrix products, backward (1)',
    'product.tn': 'matrix products, backward (2)',
    step: 'training, step after step',
    work: 'counting the orders of one step',
  },
  partOf: (done, total) => `${done} of ${total}`,
  elapsed: (time) => `${time} so far`,
  took: (time) => `took ${time}`,
  stopped: 'Stopped. What was finished stays in the table.',
  verdict: ({ ms, tokens, ratio }) =>
    `A training step takes ${ms} ms: ${tokens} tokens a second. With tfjs’ own kernels the same step takes ${ratio} times as long.`,
  figures: { ms: 'ms, a training step', tokens: 'tokens, each second', ratio: 'times as fast as tfjs’ own' },
  slow: (seconds) =>
    `A step of the standard model takes about ${seconds} s here, too long to measure, so a small one takes its place. The groups “A training step” and “Orders per step” cannot be compared with figures of the standard model.`,
  software: (name) =>
    `This is a graphics card imitated in software (${name}): the processor does the work. These figures say nothing about a GPU, only that the program runs.`,
  warning: (reason) => `Slower than it could be: ${reason}`,
  caption: 'What was measured',
  heads: { what: 'What', glassbox: 'Glassbox', tfjs: 'tfjs’ own', ratio: 'Gain' },
  groups: {
    product: {
      title: 'Matrix products',
      unit: 'GFLOP/s, more is better',
      text: 'Every layer of a model is a matrix product, and training spends most of its time there. GFLOP/s is how many billion additions or multiplications happen in a second. Training needs three forms of it: equal work on paper, but the numbers lie in memory in different orders, and that can change the speed a lot.',
    },
    step: {
      title: 'A training step',
      unit: '',
      text: 'Read a batch of text, guess every next token, see how wrong that was, then adjust all parameters a little: that is a step. Training repeats it hundreds or thousands of times, so this is the figure that counts.',
    },
    work: {
      title: 'Orders per step',
      unit: 'count, less is better',
      text: 'How many orders one step gives the processor or the graphics card. Each has a fixed cost, like postage: several things in one parcel are cheaper to send.',
    },
  },
  model: ({ layers, width, tokens }) => `The model: ${layers} layers, width ${width}, ${tokens} tokens read per step.`,
  lines: {
    'product.nn': ['A·B', 'one layer forward'],
    'product.nt': ['A·Bᵀ', 'the gradient, to the layer before'],
    'product.tn': ['Aᵀ·B', 'how to adjust the parameters'],
    step: ['Time', 'ms, less is better'],
    'step.tokens': ['Tokens', 'per second, more is better'],
    'step.gflops': ['Arithmetic', 'GFLOP/s, more is better'],
    'work.dispatches': ['Dispatches', 'given to the graphics card'],
    'work.kernel-calls': ['Kernels', 'kernel calls'],
  },
  ratioNote:
    'Both take turns for a few rounds. Times are medians, and a gain is the median of the gains of each round, so it need not equal the quotient of the two numbers beside it.',
  deviceTitle: 'This device',
  device: {
    backend: 'Computes with',
    adapter: 'Graphics card',
    browser: 'Browser',
    cores: 'Processor cores',
    threads: 'Threads',
    simd: 'SIMD',
    isolated: 'Cross-origin isolated',
  },
  simd: { relaxed: 'yes, with fused multiply-add', plain: 'yes', none: 'no' },
  isolated: { yes: 'yes, threads can be used', no: 'no, one thread only' },
  copy: 'Copy result',
  copied: 'Copied.',
  copyRefused: 'The browser refuses to copy. The text is selected: press Ctrl+C (⌘C on a Mac).',
  copyHint:
    'JSON in the form that pnpm bench prints on the command line, with the facts about this device. Nothing is sent anywhere.',
  copyField: 'Measurement as JSON',
  failureTitle: 'It could not be measured',
  failures: {
    BACKEND_MISSING: 'This way of computing does not start on this device. Please try the other one.',
    GPU_LOST:
      'The system took the graphics processor away (sleep, a driver restart or too little memory). WebAssembly still works.',
    WORKER_FAILED:
      'The background worker stopped, perhaps out of memory or because a file did not arrive. Close some tabs and try again.',
    'backend-unavailable': 'This browser has neither WebGPU nor WebAssembly, so there is nothing to measure.',
  },
  failureOther: 'Something unexpected happened.',
  failureDetail: 'Technical detail',
  gistPart: (part) => `Measuring ${part}.`,
  gistDone: 'Done.',
};

const messages: Record<Locale, BenchMessages> = { zh, en };

export function benchMessages(locale: Locale): BenchMessages {
  return messages[locale];
}
