/** Words of the decision bench. */
import type { Locale } from '@glassbox/quiz';
import type { Outcome, Route, Task } from './contract.ts';
import type { Stage } from './decide.ts';
import { ROUTE_NAMES } from './route-names.ts';

const zh = {
  label: '实验：选路工作台',
  question: '新员工手册里有 34 件事，模型一件也没听过。哪条路答对得最多？',
  choices: ['写进提示：能放下几条就放几条', '检索：每道题查一条来放', '微调：拿手册练 40 步'],
  taskTitle: '要它做什么',
  tasks: {
    facts: '答手册里的事',
    manner: '换一种腔调：先问好再回答',
  } satisfies Record<Task, string>,
  taskMeans: {
    facts: '这些事它在训练时没听过。手册是另外给的，以后还会改版。',
    manner: '问的都是它知道的事，只要求每个回答前面加上“你好：”。答对了、没问好，也不算数。',
  } satisfies Record<Task, string>,
  entries: '手册有几条',
  questionCount: '问几道题',
  passages: '检索每题放几条',
  steps: '微调练多少步',
  measure: '五条路都量一遍',
  measureAgain: '重新量一遍',
  changed: '手册改版：一半的事变了，再考一遍',
  retaught: '照新手册重新微调',
  stop: '停下',
  settingChanged: '设置改了，下面还是改之前量的。重新量一遍才作数。',
  firstTime: '没有显卡的笔记本上，大约十几秒，多半花在微调上。随时可以停。',
  preparing: '正在准备',
  runs: (route: string, phase?: string) => `正在量：${route}${phase === undefined ? '' : `，${phase}`}`,
  phases: {
    training: (done: number, total: number) => `微调，第 ${done} / ${total} 步`,
    asking: (done: number, total: number) => `答题，${done} / ${total}`,
  },
  routes: ROUTE_NAMES.zh,
  routeMeans: {
    facts: {
      asIs: '直接问',
      prompt: '每次都把手册的前几条放在问题前面，放不下的就不放',
      retrieval: '每道题先按词查手册，只放查到的',
      tuning: '拿手册里的话和问答练一份新参数，问的时候什么也不放',
      other: '按奖励练过的那一个（PPO），更常说“不知道”',
    },
    manner: {
      asIs: '直接问',
      prompt: '问题前面写一句“说你好。”',
      retrieval: '先查资料，放在问题前面；资料里没有写腔调',
      tuning: '拿几百个“你好：……”的问答练一份新参数',
      other: '按奖励练过的那一个（PPO）',
    },
  } satisfies Record<Task, Record<Route, string>>,
  pasted: (count: string, all: string) => `放得下 ${count} 条，共 ${all} 条`,
  stages: { first: '刚上线', changed: '改版当天', retaught: '重练以后' } satisfies Record<Stage, string>,
  outcomes: {
    right: '对',
    stale: '旧答案',
    plain: '对，没问好',
    wrong: '错',
    refused: '没给答案',
  } satisfies Record<Outcome, string>,
  perAnswer: (tokens: string) => `每答读写 ${tokens} 字`,
  ms: (ms: string) => `${ms} 毫秒`,
  untrained: '不用练',
  training: (tokens: string, time: string) => `练了 ${tokens} 字，${time}`,
  resultsTitle: '量出来的',
  resultRight: '猜对了。',
  resultWrong: '和你猜的不一样。',
  result: (route: string, right: string, total: string) =>
    `三条路里答对最多的是${route}：${total} 道里对 ${right} 道。`,
  changedResult: (stale: string, retrieval: string) =>
    `改版当天，微调的有 ${stale} 道还照旧手册答，而且答得一样肯定；检索换了资料，当场对 ${retrieval} 道。`,
  retaughtResult: (right: string, time: string) => `重练花了 ${time}，微调回到对 ${right} 道。下次改版，还要再花一次。`,
  mannerResult: (tuning: string, total: string, prompt: string) =>
    `腔调这件事，微调 ${total} 道里做到 ${tuning} 道，写进提示做到 ${prompt} 道。这个小模型没学过听这样的吩咐；换成会听指示的大模型，先试提示。`,
  lookTitle: '逐题看它们怎样答',
  lookAt: (stage: string) => `${stage}的回答`,
  lookGone: '刷新以后只留下了数。再量一遍，就能逐题看。',
  previous: '上一题',
  next: '下一题',
  place: (at: string, all: string) => `第 ${at} 题，共 ${all} 题`,
  truth: '应答',
  decideTitle: '你来定',
  questions: '手册改一次版之间，有多少人来问',
  price: '一个错答，抵掉几个对答',
  budget: '一个回答最多花得起多少字的计算',
  overBudget: '超预算',
  costTitle: '每个回答一共要多少字的计算',
  costAxis: '两次改版之间的提问次数',
  costColumn: '提问次数',
  costNote:
    '纵轴：每答读写的字，加上分摊到这个回答头上的训练。训练一个字按读写三个字算（向前算一遍，向后算两遍）。两轴都是每格十倍。',
  breakEven: (count: string) => `微调和检索的线交叉在 ${count} 次：问得比这少，检索便宜；比这多，微调便宜。`,
  noBreakEven: '按这样的设置，微调的线不会和检索的交叉。',
  costLabel: (parts: string, questions: string) => `每改版一次被问 ${questions} 次时，每答的字数：${parts}。`,
  allIn: '每答一共',
  worth: '每题值',
  best: (route: string) => `照你的价钱、问量和预算，选：${route}。`,
  bestMark: '选它',
  noBest: '照这个价和预算，没有一条路值得上线：不是超了预算，就是错答扣掉的不比对答挣来的少。',
  rule: '怎么选的：先去掉超预算的；答对一题加 1，答错或答旧扣你定的价，其余算 0，挑最值的；值得差不多的（相差不到 0.05），挑便宜的。微调按每次改版都重练来算。',
  route: '路',
  tableTitle: '每条路值多少、花多少',
  breakIt:
    '弄坏它：把手册缩到 5 条，提示就快放得下了；检索改成每题放 3 条，看错答从哪里冒出来；微调只练 10 步，看它半懂不懂时怎样答。再把任务换成腔调，名次会全变。',
  gist: (task: string, parts: string) => `量完了，${task}。答对的：${parts}。`,
};

export type DecisionMessages = typeof zh;

const en: DecisionMessages = {
  label: 'Lab: decision bench',
  question: 'A new handbook holds 34 facts the model has never heard. Which route gets most of them right?',
  choices: [
    'Prompt: paste as many as fit',
    'Retrieval: look one up per question',
    'Fine-tuning: train on the handbook for 40 steps',
  ],
  taskTitle: 'What it is to do',
  tasks: { facts: 'Answer from the handbook', manner: 'Take on a manner: greet, then answer' },
  taskMeans: {
    facts: 'It heard none of this in training. The handbook is given to it, and will change.',
    manner:
      'It knows all that is asked here; only “Hello:” must stand before each answer. Right without the greeting does not count.',
  },
  entries: 'Entries of the handbook',
  questionCount: 'Questions',
  passages: 'Looked up per question',
  steps: 'Steps of fine-tuning',
  measure: 'Measure all five routes',
  measureAgain: 'Measure again',
  changed: 'Change half of the handbook and ask again',
  retaught: 'Fine-tune again on the new handbook',
  stop: 'Stop',
  settingChanged: 'You changed a setting; what stands below was measured before. Measure again.',
  firstTime: 'Ten to twenty seconds on a laptop without GPU, most of it fine-tuning. You can stop at any time.',
  preparing: 'Getting ready',
  runs: (route, phase) => `Measuring: ${route}${phase === undefined ? '' : `, ${phase}`}`,
  phases: {
    training: (done, total) => `fine-tuning, step ${done} of ${total}`,
    asking: (done, total) => `answering, ${done} of ${total}`,
  },
  routes: ROUTE_NAMES.en,
  routeMeans: {
    facts: {
      asIs: 'just ask',
      prompt: 'the first entries of the handbook before every question, as many as fit',
      retrieval: 'search the handbook by words for each question and put in what is found',
      tuning: 'new weights, trained on the handbook’s sentences, questions and answers; nothing in the prompt',
      other: 'the one trained on rewards (PPO), which says “I don’t know” more often',
    },
    manner: {
      asIs: 'just ask',
      prompt: 'one line before the question: “Say hello.”',
      retrieval: 'look up passages and put them in; they say nothing about manners',
      tuning: 'new weights, trained on some hundreds of answers that begin with “Hello:”',
      other: 'the one trained on rewards (PPO)',
    },
  },
  pasted: (count, all) => `room for ${count} of ${all} entries`,
  stages: { first: 'At launch', changed: 'Day of the change', retaught: 'Trained again' },
  outcomes: {
    right: 'right',
    stale: 'outdated',
    plain: 'right, no greeting',
    wrong: 'wrong',
    refused: 'no answer',
  },
  perAnswer: (tokens) => `${tokens} characters per answer`,
  ms: (ms) => `${ms} ms`,
  untrained: 'no training',
  training: (tokens, time) => `trained on ${tokens} characters, ${time}`,
  resultsTitle: 'What was measured',
  resultRight: 'You guessed it.',
  resultWrong: 'Not what you guessed.',
  result: (route, right, total) => `Of the three, ${route.toLowerCase()} is right most often: ${right} of ${total}.`,
  changedResult: (stale, retrieval) =>
    `On the day of the change the fine-tuned model still gives ${stale} answers of the old handbook, as surely as ever. Retrieval has new entries and gets ${retrieval} right at once.`,
  retaughtResult: (right, time) =>
    `Training again took ${time}; fine-tuning is back at ${right} right. The next change costs the same again.`,
  mannerResult: (tuning, total, prompt) =>
    `Of ${total} answers, fine-tuning greets and is right in ${tuning}, the prompt in ${prompt}. This small model never learnt to follow such a request; with a large one that follows instructions, try the prompt first.`,
  lookTitle: 'See how each of them answers',
  lookAt: (stage) => `Answers: ${stage}`,
  lookGone: 'After a reload only the counts are left. Measure again to read the answers.',
  previous: 'Previous',
  next: 'Next',
  place: (at, all) => `Question ${at} of ${all}`,
  truth: 'Truth',
  decideTitle: 'Your decision',
  questions: 'Questions between two changes of the handbook',
  price: 'One wrong answer undoes so many right ones',
  budget: 'Characters of computing an answer may take',
  overBudget: 'over budget',
  costTitle: 'Computing per answer, in characters',
  costAxis: 'questions between two changes',
  costColumn: 'questions',
  costNote:
    'Upwards: characters read and written per answer, plus its share of the training. A trained character counts as three (once forwards, twice backwards). Every line of the grid is ten times the one before.',
  breakEven: (count) =>
    `Fine-tuning and retrieval cross at ${count} questions. With fewer, retrieval is cheaper; with more, fine-tuning is.`,
  noBreakEven: 'With these settings the lines of fine-tuning and retrieval do not cross.',
  costLabel: (parts, questions) => `With ${questions} questions per change, characters per answer: ${parts}.`,
  allIn: 'All in',
  worth: 'Worth',
  best: (route) => `At your price, volume and budget, choose: ${route}.`,
  bestMark: 'choose it',
  noBest:
    'At this price and budget no route is worth launching: each is over budget, or loses by wrong answers what it earns by right ones.',
  rule: 'How it is chosen: routes over budget fall out; a right answer earns 1, a wrong or outdated one costs your price, the rest nothing, and the most is taken. Of routes worth about the same (within 0.05) the cheaper. Fine-tuning pays for a new training at every change.',
  route: 'Route',
  tableTitle: 'What each route is worth and costs',
  breakIt:
    'Break it: shrink the handbook to 5 entries, and the prompt nearly has room. Look up 3 entries per question and see where wrong answers come from. Fine-tune for 10 steps only and see how it answers when it half knows. Then change the task to manners, and the ranking turns over.',
  gist: (task, parts) => `Measured: ${task}. Right: ${parts}.`,
};

const messages: Record<Locale, DecisionMessages> = { zh, en };

export function decisionMessages(locale: Locale): DecisionMessages {
  return messages[locale];
}
