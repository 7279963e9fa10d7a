/** Words of the capstone: what is asked, what is computed, and the page it all becomes. */
import type { Locale } from '@glassbox/quiz';
import { ROUTE_NAMES } from '../decision-bench/route-names.ts';
import type { BudgetVerdict } from './budget.ts';
import type { EarlierLab } from './earlier.ts';
import type { Field } from './plan.ts';

/** Of a route, as they are shown. */
interface RouteNumbers {
  right: string;
  total: string;
  tokens: string;
  questions: string;
  ms: string;
}

interface Asked {
  name: string;
  hint: string;
  example: string;
}

/** 69.2 万 + 元 → 69.2 万元; 40 + 元 → 40 元 */
const withUnit = (amount: string, unit: string) => (/[万亿]$/u.test(amount) ? `${amount}${unit}` : `${amount} ${unit}`);

const zh = {
  label: '实验：一页上线方案',
  question:
    '每天 1000 个回答，抽查 10 个，近 7 天的错误率超过 10% 就报警。某天起，错误率从 4% 变成了 8%。要几天，才有一半的可能已经发现？',
  choices: ['3 天以内', '4 到 7 天', '8 到 20 天', '三周以上'],

  watchTitle: '一、坏了，几天才发现',
  watchHint: '这里把每一条抽查都真的抽一遍：先是正常的几天，然后变坏，一天一天走到报警为止；换不同的运气，走 1000 遍。',
  answersPerDay: '每天回答',
  canary: '新版本放给',
  checksPerDay: '每天抽查',
  before: '平时错误率',
  after: '坏了以后',
  windowDays: '看近几天',
  alarmAt: '超过多少报警',
  units: { answers: '个', checks: '条', percent: '%', money: '元' },
  days: (days: number) => `${days} 天`,
  fewer: (checks: string) => `新版本一天只有 ${checks} 个回答，最多抽查这么多。`,
  cannot: '这样试不出来：要抽查得到新版本的回答，而且“坏了以后”要比平时高。',
  run: '走 1000 遍',
  runAgain: '再走 1000 遍',
  stop: '停下',
  changed: '设置改过了，再走一次，数才会变。',
  half: '有一半的可能，这一天已经发现',
  most: '有九成的可能，这一天已经发现',
  extra: '发现之前，平均多给出的错答',
  falseAlarms: '一个月里什么都没坏，却报了警',
  day: (day: string) => `第 ${day} 天`,
  never: (days: string) => `${days} 天还没有`,
  guessRight: '猜对了。',
  guessWrong: '和你猜的不一样。',
  answer: (day: string, extra: string, quiet: string) =>
    `这一次是${day}。在那以前，用户平均多收到 ${extra} 条错答；而天下太平的一个月里，也有 ${quiet} 的可能虚惊一场。`,
  chartTitle: '到这一天，有多大可能已经发现',
  chartLine: { now: '这一次', before: '上一次的设置' },
  chartX: '坏了以后的天数',
  chartY: '已经发现',
  chartEmpty: '走一遍，线画在这里',
  breakIt:
    '弄坏它：把“超过多少报警”调到 6%，发现得快了，虚惊呢？再把每天抽查加到 100，两头各是多少？最后把新版本只放给 10%，看多给出的错答。',
  gist: (day: string) => `走完了：${day}，一半的可能已经发现。`,

  budgetTitle: '二、幻觉预算',
  budgetHint: '拿一批回答，由人判过对错，填进来。没有自己的，先用你在前面实验里量的。',
  earlierTitle: '前面实验里量过的',
  earlierNote: '那些数来自虚构的小世界和小店，不是你的产品；它们让你先把这页算通，上线前要换成自己的。',
  earlierLabs: {
    'known-world': '一个真相已知的世界',
    'mitigation-bench': '补救工作台',
    'decision-bench': '选路工作台',
    'write-eval': '写一份评测',
  } satisfies Record<EarlierLab, string>,
  worldFound: (wrong: string, right: string) => `没讲过的题，编了 ${wrong}；讲过的题，答对 ${right}`,
  rateFound: (wrong: string, total: string) => `${total} 题答错 ${wrong} 题`,
  routes: ROUTE_NAMES.zh,
  routeFound: (route: string, { right, total, tokens, questions, ms }: RouteNumbers) =>
    `${route}，${total} 题答对 ${right} 题；每答一共 ${withUnit(tokens, '字')}的计算（两次改版之间问 ${withUnit(questions, '次')}），${ms} 毫秒`,
  missing: '这台设备上还没有',
  goThere: '去做',
  use: '用这个数',
  used: '已用',
  checked: '判过的回答',
  wrong: '其中答错',
  limit: '最多容忍',
  cost: '错一次的代价',
  measured: '错误率',
  interval: (low: string, high: string) => `95% 区间 ${low} 到 ${high}`,
  perDay: '每天的错答',
  perMonth: '30 天的代价',
  span: (low: string, high: string) => `${low} 到 ${high}`,
  dot: '：',
  money: (amount: string) => withUnit(amount, '元'),
  verdicts: {
    nothing: '还没有数。判过的回答至少要有几十条，这页方案才站得住。',
    within: '在预算以内：连区间的上端也没有超过。',
    unsettled: '还说不准：预算落在区间里面。多判一些，或者先只给少数人用。',
    over: '超出预算：连区间的下端也超过了。先改好，再谈上线。',
  } satisfies Record<BudgetVerdict, string>,
  needed: (checks: string) => `如果错的比例不变，大约要判 ${checks} 条，才敢说“在预算以内”。`,
  zero: '一条没错，不等于不会错：看区间的上端。',

  planTitle: '三、写成一页',
  planHint: '写的字只留在这台设备上，不会上传，也不会进分享的链接。',
  fields: {
    feature: { name: '功能', hint: '给谁，解决什么事，一句话', example: '例：退换货客服，只答“怎么退、几天到账”' },
    harmed: {
      name: '谁会被错答伤到',
      hint: '最坏的一次会怎样，能不能挽回',
      example: '例：说错期限，顾客错过退货；我们按说的办，赔这一单',
    },
    fallback: {
      name: '兜底话术',
      hint: '不知道的时候，原样要说的那句话',
      example: '例：这个我没有查到可靠的说法，已经帮你转给人工，今天 18 点前回复你。',
    },
    metric: {
      name: '盯哪个数，谁来盯',
      hint: '除了抽查的错误率，还看什么；报警叫醒谁',
      example: '例：抽查错误率、转人工率、点踩率；报警找值班的小周，他有权关',
    },
    privacy: {
      name: '隐私',
      hint: '收什么，存多久，谁看得到，抽查前抹掉什么',
      example: '例：只存问题和回答，手机号先抹掉；30 天删；抽查的两个人看得到',
    },
    rollout: {
      name: '放量步骤',
      hint: '每一级放多少，停多久，过什么关才往上走',
      example: '例：内部一周→1% 三天→10% 一周→全量；错误率的上端过预算就退一级',
    },
    horizon: {
      name: '三个月和三年',
      hint: '三个月只写已经量到的，三年写会攒起来的',
      example: '例：三个月，人工少接一成，试用时量到的；三年，问答、测试集和流程攒起来，再谈重排客服',
    },
  } satisfies Record<Field, Asked>,
  pageTitle: '上线方案',
  pageLabel: '写成的一页',
  budgetSection: '幻觉预算',
  alarmSection: '监控与报警',
  earlierSection: '参考：课上量过的数',
  empty: '（还没有写）',
  pageBudget: (answers: string, wrong: string, checked: string) =>
    `每天 ${answers} 个回答。判过 ${checked} 条，错 ${wrong} 条：`,
  pageRate: (share: string, low: string, high: string) => `错误率 ${share}（95% 区间 ${low} 到 ${high}）。`,
  pageLoss: (perDay: string, span: string, cost: string, month: string) =>
    `每天约 ${perDay} 条错答（${span}）；错一次 ${cost}，30 天约 ${month}。`,
  pageLimit: (limit: string, verdict: string) => `最多容忍 ${limit}。${verdict}`,
  pageNoBudget: (limit: string) => `最多容忍 ${limit}。错误率还没有量。`,
  pageAlarm: (checks: string, days: string, alarm: string) =>
    `新版本每天抽查 ${checks} 条，近 ${days}的错误率超过 ${alarm} 就报警。`,
  pageWatch: (before: string, after: string, runs: string, seed: string, half: string, most: string) =>
    `模拟 ${runs} 次（种子 ${seed}）：错误率从 ${before} 变成 ${after}，一半的可能${half}已发现，九成的可能${most}已发现。`,
  pageFalse: (quiet: string, extra: string) => `没坏的一个月里误报的可能 ${quiet}；发现前平均多给出 ${extra} 条错答。`,
  pageNoWatch: '多久能发现变坏，还没有模拟过。',
  missingParts: (names: string) => `还缺：${names}。`,
  complete: '每一格都有了。拿给一个会挑刺的同事看。',
  and: '；',
  watchPart: '模拟监控',
  budgetPart: '量过的错误率',
  copy: '复制整页',
  copied: '已复制。贴到下面的最后一题，交的就是它。',
  copyFailed: '浏览器不让复制。请用“下载文本”，再从文件里复制。',
  tooLong: (length: string, most: string) => `这一页有 ${length} 个字，最后一题最多收 ${most} 个，要删短一点。`,
  download: '下载文本',
  print: '打印',
  clear: '清空文字',
  clearSure: '再按一次，文字就清空了',
  fileName: '上线方案.md',
};

export type PlanMessages = typeof zh;

const en: PlanMessages = {
  label: 'Lab: a launch plan on one page',
  question:
    '1,000 answers a day, 10 of them checked, and an alarm when more than 10% of the last 7 days’ checks are wrong. One day the share of wrong answers goes from 4% to 8%. After how many days is there an even chance that it has been noticed?',
  choices: ['within 3 days', '4 to 7 days', '8 to 20 days', 'more than three weeks'],

  watchTitle: '1. Something broke: how long until you know?',
  watchHint:
    'Every check is really drawn here: some ordinary days, then worse ones, day by day until the alarm rings; and all of it 1,000 times, with different luck each time.',
  answersPerDay: 'Answers a day',
  canary: 'New version for',
  checksPerDay: 'Checked a day',
  before: 'Usually wrong',
  after: 'Wrong once broken',
  windowDays: 'Looking back',
  alarmAt: 'Alarm above',
  units: { answers: '', checks: '', percent: '%', money: 'yuan' },
  days: (days) => (days === 1 ? '1 day' : `${days} days`),
  fewer: (checks) => `The new version gives only ${checks} answers a day; no more can be checked.`,
  cannot: 'Nothing to try: some answers of the new version must be checked, and “once broken” must be above “usually”.',
  run: 'Simulate it 1,000 times',
  runAgain: 'Another 1,000 times',
  stop: 'Stop',
  changed: 'The settings have changed; run it again for new numbers.',
  half: 'even chance that it has been noticed by',
  most: 'nine chances in ten that it has been noticed by',
  extra: 'extra wrong answers given out before, on average',
  falseAlarms: 'chance of an alarm in a month in which nothing broke',
  day: (day) => `day ${day}`,
  never: (days) => `not in ${days} days`,
  guessRight: 'Right.',
  guessWrong: 'Not what you guessed.',
  answer: (day, extra, quiet) =>
    `This time: ${day}. Until the alarm, users get ${extra} more wrong answers than usual on average; and even in a month of peace there is a ${quiet} chance of a false alarm.`,
  chartTitle: 'Chance that it has been noticed by that day',
  chartLine: { now: 'this time', before: 'settings before' },
  chartX: 'days after it broke',
  chartY: 'noticed',
  chartEmpty: 'Run it, and the line is drawn here',
  breakIt:
    'Break it: set the alarm to 6%. You notice sooner, but what of false alarms? Then check 100 a day, and look at both. Last, give the new version to 10% only, and look at the extra wrong answers.',
  gist: (day) => `Done: an even chance of having noticed by: ${day}.`,

  budgetTitle: '2. The hallucination budget',
  budgetHint:
    'Enter how many answers people have marked, and how many were wrong. If you have none, start with what you measured in earlier labs.',
  earlierTitle: 'Measured in earlier labs',
  earlierNote:
    'Those numbers come from an invented world and an invented shop, not from your product. They get the page going; replace them before you launch.',
  earlierLabs: {
    'known-world': 'A world where the truth is known',
    'mitigation-bench': 'Mitigation bench',
    'decision-bench': 'Decision bench',
    'write-eval': 'Write an eval',
  },
  worldFound: (wrong, right) => `made up ${wrong} of what it was never told; right on ${right} of what it was`,
  rateFound: (wrong, total) => `${wrong} wrong of ${total}`,
  routes: ROUTE_NAMES.en,
  routeFound: (route, { right, total, tokens, questions, ms }) =>
    `${route}: ${right} right of ${total}; ${tokens} characters’ worth of computing per answer, all in (${questions} questions between changes), and ${ms} ms`,
  missing: 'not on this device yet',
  goThere: 'Do it',
  use: 'Use this',
  used: 'In use',
  checked: 'Answers marked',
  wrong: 'Wrong among them',
  limit: 'At most',
  cost: 'Cost of one error',
  measured: 'Share wrong',
  interval: (low, high) => `95% interval ${low} to ${high}`,
  perDay: 'Wrong answers a day',
  perMonth: 'Cost of 30 days',
  span: (low, high) => `${low} to ${high}`,
  dot: ': ',
  money: (amount) => `${amount} yuan`,
  verdicts: {
    nothing: 'No numbers yet. It takes a few dozen marked answers before this plan can stand.',
    within: 'Within budget: even the upper end of the interval is.',
    unsettled: 'Not settled: the budget lies inside the interval. Mark more, or start with few users.',
    over: 'Over budget: even the lower end of the interval is. Improve it first.',
  },
  needed: (checks) => `At the same share of errors it takes about ${checks} marked answers to say “within budget”.`,
  zero: 'No error seen is not the same as none to come: look at the upper end.',

  planTitle: '3. On one page',
  planHint: 'What you write stays on this device. It is not uploaded and does not travel in a shared link.',
  fields: {
    feature: {
      name: 'Feature',
      hint: 'For whom, what for, one sentence',
      example: 'e.g. returns desk; answers only how to return and when the money comes',
    },
    harmed: {
      name: 'Who is harmed by a wrong answer',
      hint: 'The worst case, and whether it can be undone',
      example: 'e.g. wrong deadline, a customer misses it; we honour what was said and pay for that order',
    },
    fallback: {
      name: 'Fallback text',
      hint: 'Word for word, what it says when it doesn’t know',
      example: 'e.g. I found nothing reliable on this. I have passed it to a colleague, who will answer by 6 pm today.',
    },
    metric: {
      name: 'What is watched, and by whom',
      hint: 'Beside the checked error rate; and who is woken',
      example: 'e.g. checked errors, hand-overs, thumbs down; alarm goes to whoever is on duty, who may switch it off',
    },
    privacy: {
      name: 'Privacy',
      hint: 'What is kept, how long, who sees it, what is removed before checking',
      example: 'e.g. question and answer only, phone numbers removed; deleted after 30 days; two checkers see it',
    },
    rollout: {
      name: 'Rollout steps',
      hint: 'How many users, how long, and what must hold to go on',
      example: 'e.g. staff a week, 1% three days, 10% a week, all; one step back when the upper end exceeds the budget',
    },
    horizon: {
      name: 'Three months, three years',
      hint: 'For three months only what was measured; for three years what will add up',
      example:
        'e.g. three months: a tenth fewer calls, as measured in the trial; three years: questions, test sets and processes, then the service around them',
    },
  },
  pageTitle: 'Launch plan',
  pageLabel: 'The finished page',
  budgetSection: 'Hallucination budget',
  alarmSection: 'Monitoring and alarm',
  earlierSection: 'For reference: measured in the course',
  empty: '(not written yet)',
  pageBudget: (answers, wrong, checked) => `${answers} answers a day. Of ${checked} marked, ${wrong} were wrong: `,
  pageRate: (share, low, high) => `${share} (95% interval ${low} to ${high}).`,
  pageLoss: (perDay, span, cost, month) =>
    `About ${perDay} wrong answers a day (${span}); at ${cost} each, about ${month} in 30 days.`,
  pageLimit: (limit, verdict) => `At most ${limit}. ${verdict}`,
  pageNoBudget: (limit) => `At most ${limit} wrong. The share has not been measured yet.`,
  pageAlarm: (checks, days, alarm) =>
    `${checks} answers of the new version are checked a day; alarm when more than ${alarm} of the last ${days}’ are wrong.`,
  pageWatch: (before, after, runs, seed, half, most) =>
    `Simulated ${runs} times (seed ${seed}), going from ${before} to ${after}: noticed with an even chance by ${half}, with nine in ten by ${most}.`,
  pageFalse: (quiet, extra) =>
    `Chance of a false alarm in a quiet month: ${quiet}. Extra wrong answers before it is noticed: ${extra} on average.`,
  pageNoWatch: 'How soon a regression is noticed has not been simulated yet.',
  missingParts: (names) => `Still missing: ${names}.`,
  complete: 'Every part is there. Show it to the colleague who finds fault with everything.',
  and: '; ',
  watchPart: 'simulated monitoring',
  budgetPart: 'a measured error rate',
  copy: 'Copy the page',
  copied: 'Copied. Paste it into the last question below to hand it in.',
  copyFailed: 'This browser does not let us copy. Download it as text and copy it from the file.',
  tooLong: (length, most) =>
    `The page has ${length} characters; the last question takes ${most} at most, so shorten it.`,
  download: 'Download as text',
  print: 'Print',
  clear: 'Clear the texts',
  clearSure: 'Press again to clear the texts',
  fileName: 'launch-plan.md',
};

const messages: Record<Locale, PlanMessages> = { zh, en };

export function planMessages(locale: Locale): PlanMessages {
  return messages[locale];
}
