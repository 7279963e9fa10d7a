/** Words of the lab `write-eval`. */
import type { Locale } from '@glassbox/quiz';
import type { SystemSettings, Verdict } from './contract.ts';
import type { CaseFlaw } from './judge.ts';

const zh = {
  label: '实验：写一份评测',
  intro:
    '山茶咖啡（虚构）要给帮助页配一个问答助手，有两个候选。它们真的在这个网页里检索、作答，或者说不知道。你来写考题，看谁更好，以及这个“更好”靠不靠得住。',
  pages: '帮助页的全文（两个系统只能从这里答）',
  question: '先用 12 条考。假设 B 领先的幅度就是那么大，要多少条用例，十次里有九次看得出来？',
  choices: ['20 条以内', '30 到 75 条', '100 到 200 条', '200 条以上'],
  system: (name: string) => `系统 ${name}`,
  search: '怎么找',
  searches: { words: '只按字词', both: '字词加意思' } satisfies Record<SystemSettings['search'], string>,
  threshold: '多有把握才开口',
  thresholdText: (value: string, never: boolean) => (never ? '0（总要答）' : value),
  casesTitle: (count: string) => `测试集：${count} 条`,
  casesHint: '“应含”写帮助页里的字；留空表示帮助页没说，不答才算对。',
  caseQuestion: (at: string) => `第 ${at} 条：问题`,
  caseAnswer: (at: string) => `第 ${at} 条：正确答案应含`,
  answerPlaceholder: '留空＝应当不答',
  questionPlaceholder: '顾客会怎么问？',
  remove: (at: string) => `删掉第 ${at} 条`,
  add: '写一条自己的',
  addReady: (count: string) => `再加 ${count} 条现成的`,
  reset: '恢复最初的 12 条',
  flaws: {
    empty: '还没有写问题',
    twice: '这个问题前面有了',
    baseless: '帮助页里没有这几个字',
  } satisfies Record<CaseFlaw, string>,
  fixFirst: (count: string) => `有 ${count} 条要先改好`,
  run: '评分',
  again: '再评一次',
  stop: '停下',
  verdicts: { right: '对', wrong: '错', refused: '没答' } satisfies Record<Verdict, string>,
  silent: '（没有作答）',
  resultTitle: '评分结果',
  rate: (right: string, total: string, share: string) => `${total} 条对 ${right} 条，${share}`,
  interval: (low: string, high: string) => `95% 区间 ${low} 到 ${high}`,
  difference: 'B 减 A',
  points: (value: string) => `${value} 个百分点`,
  pairs: (second: string, first: string, alike: string) =>
    `只有 B 对的 ${second} 条，只有 A 对的 ${first} 条；其余 ${alike} 条两边一样，说明不了谁好。`,
  real: (name: string) => `区间没有碰到零：在这类问题上，${name} 更好，不像是碰巧。`,
  notReal: '区间跨过零：这几条用例还分不出高下。',
  powerTitle: '用例多少，看得出差别的机会有多大',
  powerX: '测试集的用例数',
  powerName: '看得出差别的比例',
  level: '九成',
  empty: '评分以后，曲线画在这里',
  slider: '假如有这么多条用例',
  sliderText: (cases: string) => `${cases} 条`,
  powerAt: (cases: string, share: string, low: string, high: string) =>
    `从你的用例里放回重抽 ${cases} 条，抽 1,000 次：${share} 的时候看得出差别。居中的那次，区间是 ${low} 到 ${high} 个百分点。`,
  needed: (cases: string) => `要十次里有九次看得出，大约得有 ${cases} 条。`,
  neededNever: '到 400 条，也不能十次里有九次看得出。差别小，或者没有。',
  caveat: '重抽假定真实的问题和你写的是一路的，而且差别就是现在这么大。它不会替你想出没写到的问题。',
  right: '猜对了。',
  guessedOther: '和你猜的不一样。',
  blindTitle: '盲判 6 条：你和规则一致吗？',
  blindHint: '不看应含什么、也不看是哪个系统。翻帮助页也行：这样回应顾客，算对吗？帮助页没说的，不答算对。',
  blindSaid: (text: string) => `助手说：${text}`,
  yes: '算对',
  no: '不算对',
  blindLeft: (left: string) => `还剩 ${left} 条，判完再看规则怎么说。`,
  blindDone: (agreed: string, total: string) => `${total} 条里，你和规则一致的有 ${agreed} 条。`,
  kappa: (value: string) => `科恩的 κ = ${value}（1 是完全一致，0 是和碰运气一样）。才 6 条，这个数自己也很不准。`,
  kappaNone: '有一方全判成一样，光凭碰巧也会一致，κ 算不出来。',
  ruleSaid: (verdict: string) => `规则：${verdict}`,
  breakIt:
    '弄坏它：把 A 的“多有把握才开口”调成 0，再把应含留空的几条全删掉，重新评分。总要答的系统，一下子好看了。再换个种子，看重抽的数稳不稳。',
  handIn: '交给服务器用的格式',
  handInHint:
    '最后一道题要交测试集：把它整段复制过去。服务器会用它自己的两个系统重新评分（只按字词对字词加意思，都是 0.4）。',
  copy: '复制',
  copied: '已复制',
  copyFailed: '不能自动复制，请选中下面的文字。',
  gist: (text: string) => `评完了。${text}`,
  scoring: (done: string, total: string) => `${done} / ${total}`,
};

export type WriteEvalMessages = typeof zh;

const en: WriteEvalMessages = {
  label: 'Lab: write an eval',
  intro:
    'Camellia Coffee, a made-up shop, wants an assistant for its help pages and has two candidates. They really search and answer in this page, or say they do not know. You write the cases and see which is better, and whether that “better” can be relied on.',
  pages: 'The help pages in full (both systems answer from these alone)',
  question: 'Begin with 12 cases. If B is really ahead by what you will see, how many cases show it nine times in ten?',
  choices: ['up to 20', '30 to 75', '100 to 200', 'over 200'],
  system: (name) => `System ${name}`,
  search: 'Looks by',
  searches: { words: 'words only', both: 'words and meaning' },
  threshold: 'Speaks when this sure',
  thresholdText: (value, never) => (never ? '0 (always answers)' : value),
  casesTitle: (count) => `Test set: ${count} cases`,
  casesHint:
    'Under “must contain” put words from the help pages; leave it empty where the pages do not tell and silence is right.',
  caseQuestion: (at) => `Case ${at}: question`,
  caseAnswer: (at) => `Case ${at}: a right answer must contain`,
  answerPlaceholder: 'empty = should not answer',
  questionPlaceholder: 'How would a customer ask?',
  remove: (at) => `Remove case ${at}`,
  add: 'Write one of your own',
  addReady: (count) => `Add ${count} ready ones`,
  reset: 'Back to the first 12',
  flaws: {
    empty: 'no question yet',
    twice: 'this question stands above',
    baseless: 'no help page holds these words',
  },
  fixFirst: (count) => `to be mended first: ${count}`,
  run: 'Score',
  again: 'Score again',
  stop: 'Stop',
  verdicts: { right: 'right', wrong: 'wrong', refused: 'silent' },
  silent: '(no answer)',
  resultTitle: 'The score',
  rate: (right, total, share) => `${right} of ${total} right, ${share}`,
  interval: (low, high) => `95% interval ${low} to ${high}`,
  difference: 'B less A',
  points: (value) => `${value} points`,
  pairs: (second, first, alike) =>
    `Right by B alone: ${second}. Right by A alone: ${first}. The other ${alike} came out alike and say nothing about which is better.`,
  real: (name) =>
    `The interval leaves zero out: on questions of this kind ${name} is better, and it does not look like luck.`,
  notReal: 'The interval crosses zero: these cases cannot tell the two apart yet.',
  powerTitle: 'The chance of seeing the difference, by number of cases',
  powerX: 'cases in the test set',
  powerName: 'share in which it shows',
  level: 'nine in ten',
  empty: 'Score, and the curve is drawn here',
  slider: 'If there were this many cases',
  sliderText: (cases) => `${cases} cases`,
  powerAt: (cases, share, low, high) =>
    `Drawing ${cases} from your cases with replacement, 1,000 times over: the difference shows in ${share}. In the middle one the interval runs from ${low} to ${high} points.`,
  needed: (cases) => `To see it nine times in ten takes about ${cases} cases.`,
  neededNever: 'Even 400 cases do not show it nine times in ten. The difference is small, or there is none.',
  caveat:
    'Redrawing takes for granted that real questions are like yours and that the difference is as large as now. It cannot think of the questions you left out.',
  right: 'Right.',
  guessedOther: 'Not what you guessed.',
  blindTitle: 'Six answers, judged blind: do you agree with the rule?',
  blindHint:
    'You see neither what was expected nor which system spoke. Look things up in the help pages if you like: would this reply do for a customer? Where the pages do not tell, no answer is right.',
  blindSaid: (text) => `It said: ${text}`,
  yes: 'right',
  no: 'not right',
  blindLeft: (left) => `${left} to go; then you see what the rule says.`,
  blindDone: (agreed, total) => `You and the rule agree on ${agreed} of ${total}.`,
  kappa: (value) =>
    `Cohen’s κ = ${value} (1 is full agreement, 0 is what luck would give). With six answers this number is itself very unsure.`,
  kappaNone: 'One side judged them all alike, so luck alone would agree and κ cannot be worked out.',
  ruleSaid: (verdict) => `rule: ${verdict}`,
  breakIt:
    'Break it: let A speak at 0, remove every case whose “must contain” is empty, and score again. The system that always answers suddenly looks good. Then change the seed and see whether the redraws hold.',
  handIn: 'As the server takes it',
  handInHint:
    'The last question asks for a test set: copy all of this. The server scores it again with two systems of its own (words only against words and meaning, both at 0.4).',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Copying is not allowed here; select the text below.',
  gist: (text) => `Scored. ${text}`,
  scoring: (done, total) => `${done} / ${total}`,
};

const messages: Record<Locale, WriteEvalMessages> = { zh, en };

export function writeEvalMessages(locale: Locale): WriteEvalMessages {
  return messages[locale];
}
