/** Words of the lab that learns from labels. */
import type { Locale } from '@glassbox/quiz';
import type { Along, Features, Learner, Task } from './contract.ts';

const zh = {
  label: '实验：用标签教',
  question: '四十个标签，故意标错三成（十二个）。拿去教一张能画弯的网，它在没见过的图上会错多少？',
  choices: ['约 10%', '约 25%', '约 40%', '约 50%，跟瞎猜一样'],
  tasks: '教它什么',
  names: { '3-8': '分清 3 和 8', '4-9': '分清 4 和 9', '1-7': '分清 1 和 7', notes: '顾客留言' } satisfies Record<
    Task,
    string
  >,
  notesHint: '顾客的留言，是转人工，还是给一页说明就够了？',
  classes: {
    notes: [
      { name: '转人工', sign: '人' },
      { name: '看说明', sign: '页' },
    ],
  },
  labelTitle: '一、贴标签',
  labelAsk: '这是哪一个？',
  labelled: (own: string, count: string) => `共 ${count} 个有标签：你标的 ${own} 个，其余用数据集的。`,
  allLabelled: '这些你都标完了。',
  clearOwn: '不要我标的了',
  count: '标签一共',
  wrongShare: '故意标错',
  teachTitle: '二、教',
  features: '它看见什么',
  featureNames: { map: '两个数（地图上的位置）', all: '全部像素' } satisfies Record<Features, string>,
  allRuns: '每个字和每两个字',
  learner: '谁来学',
  learnerNames: { line: '一条直线', net: '能画弯的网' } satisfies Record<Learner, string>,
  teach: '开始教',
  teachAgain: '再教一次',
  teaching: (step: string, steps: string) => `第 ${step} 步，共 ${steps} 步`,
  mapTitle: '它画的界线',
  mapHint: (name: string) =>
    `字是有标签的样本，圈出来的标签是错的；小点是测试题，叉是它答错的。底色越显眼，它越觉得是“${name}”。`,
  sliceHint: '看全部特征时，界线不在这张纸上，底色只是切开的一片。',
  mapSaid: (task: string, train: string, test: string) => `${task}的地图。训练集里错 ${train}，测试里错 ${test}。`,
  mapEmpty: (task: string) => `${task}的地图，还没有教。`,
  trainError: '训练集里错',
  testError: '测试里错',
  curveTitle: '边教边考',
  stepAxis: '步',
  errorAxis: '错的比例',
  curveEmpty: '开始教，曲线画在这里',
  samplesTitle: (shown: string, count: string) => `它学的题（前 ${shown} 个，共 ${count} 个）`,
  samplesHint: '点一下，改掉这个标签。',
  changeTo: (now: string, next: string) => `标签是${now}，改成${next}`,
  wrongMark: '标错了',
  missesTitle: (wrong: string, all: string) => `没见过的题里，它答错的（${wrong} / ${all}）`,
  missesNone: '测试题全答对了。',
  missed: (truth: string, probability: string) => `是${truth}，它给 ${probability}`,
  differ: (count: string) => `你标的和数据集不一样的，有 ${count} 个。`,
  sweepTitle: '三、从头量一遍',
  sweepHint: (count: string) =>
    `每个点换三个种子各教一次，取平均，用数据集的标签。考的都是没见过的题。共 ${count} 次训练。`,
  along: '量什么',
  alongNames: { wrong: '标错多少', count: '标签多少' } satisfies Record<Along, string>,
  alongAxis: { wrong: '标错的比例', count: '个标签' } satisfies Record<Along, string>,
  sweep: '量一遍',
  sweeping: (done: string, all: string) => `量到第 ${done} 个，共 ${all} 个`,
  stop: '停下',
  sweepLines: { netTrain: '网，训练集', line: '直线，测试', net: '网，测试' },
  sweepEmpty: '量起来，线画在这里',
  answerWrong: (clean: string, noisy: string, train: string) =>
    `标签全对，网在测试里错 ${clean}；标错三成，错 ${noisy}。这时它在训练集上却只错 ${train}：错的标签，它大半也背了下来。`,
  answerCount: (few: string, many: string, first: string, last: string) =>
    `${few} 个标签，网在测试里错 ${first}；${many} 个，错 ${last}。`,
  guessRight: '猜对了。',
  guessWrong: '和你猜的不一样。',
  breakIt:
    '弄坏它：选“全部像素”，标错三成，看直线怎样一边背熟、一边考砸；再把标签加到 160 个，看背书的本事够不够用了。换成“4 和 9”，只给两个数，谁也分不清：这时缺的不是标签，是特征。',
  gist: (train: string, test: string) => `教完了：训练集里错 ${train}，测试里错 ${test}。`,
};

export type TeachMessages = typeof zh;

const en: TeachMessages = {
  label: 'Lab: teach with labels',
  question:
    'Forty labels, three in ten wrong on purpose (twelve). They teach a net that can draw curves. How often will it be wrong on pictures it has never seen?',
  choices: ['about 10%', 'about 25%', 'about 40%', 'about 50%, like guessing'],
  tasks: 'What to teach',
  names: { '3-8': '3 or 8', '4-9': '4 or 9', '1-7': '1 or 7', notes: 'Messages' },
  notesHint: 'A customer’s message: does it need a person, or will a help page do?',
  classes: {
    notes: [
      { name: 'person', sign: 'P' },
      { name: 'help page', sign: 'h' },
    ],
  },
  labelTitle: '1. Label',
  labelAsk: 'Which is it?',
  labelled: (own, count) => `${count} have a label: ${own} from you, the rest from the data set.`,
  allLabelled: 'You have labelled all of these.',
  clearOwn: 'Drop my labels',
  count: 'Labels in all',
  wrongShare: 'Wrong on purpose',
  teachTitle: '2. Teach',
  features: 'What it sees',
  featureNames: { map: 'two numbers (its place on the map)', all: 'all pixels' },
  allRuns: 'every character and pair',
  learner: 'Who learns',
  learnerNames: { line: 'a straight line', net: 'a net that bends' },
  teach: 'Teach',
  teachAgain: 'Teach again',
  teaching: (step, steps) => `Step ${step} of ${steps}`,
  mapTitle: 'The boundary it draws',
  mapHint: (name) =>
    `Signs are labelled samples, a ring marks a wrong label; dots are test items, crosses those it gets wrong. The more the ground stands out from the page, the surer it is of “${name}”.`,
  sliceHint: 'With all features the boundary isn’t on this sheet; the ground shows one slice through it.',
  mapSaid: (task, train, test) => `Map of ${task}. Wrong on its labels: ${train}; wrong on the test: ${test}.`,
  mapEmpty: (task) => `Map of ${task}, nothing taught yet.`,
  trainError: 'wrong on its labels',
  testError: 'wrong on the test',
  curveTitle: 'Tested while it learns',
  stepAxis: 'step',
  errorAxis: 'share wrong',
  curveEmpty: 'Teach, and the curve is drawn here',
  samplesTitle: (shown, count) => `What it learns from (first ${shown} of ${count})`,
  samplesHint: 'Press one to change its label.',
  changeTo: (now, next) => `labelled ${now}, change to ${next}`,
  wrongMark: 'wrong label',
  missesTitle: (wrong, all) => `Unseen, and it gets them wrong (${wrong} of ${all})`,
  missesNone: 'Every test item is right.',
  missed: (truth, probability) => `is ${truth}, it gives ${probability}`,
  differ: (count) => `${count} of your labels differ from the data set’s.`,
  sweepTitle: '3. Measure all along',
  sweepHint: (count) =>
    `Each point is the mean of three trainings with three seeds, on the data set’s labels; always tested on unseen items. ${count} trainings in all.`,
  along: 'Measure',
  alongNames: { wrong: 'how many are wrong', count: 'how many labels' },
  alongAxis: { wrong: 'labels wrong', count: 'labels' },
  sweep: 'Measure',
  sweeping: (done, all) => `${done} of ${all} measured`,
  stop: 'Stop',
  sweepLines: { netTrain: 'net, own labels', line: 'line, test', net: 'net, test' },
  sweepEmpty: 'Measure, and the lines are drawn here',
  answerWrong: (clean, noisy, train) =>
    `With all labels right the net is wrong on ${clean} of the test; with three in ten wrong, on ${noisy}. Yet on its own labels it errs only ${train} of the time: most of the wrong ones it has learnt by heart.`,
  answerCount: (few, many, first, last) =>
    `With ${few} labels the net is wrong on ${first} of the test; with ${many}, on ${last}.`,
  guessRight: 'Right.',
  guessWrong: 'Not what you guessed.',
  breakIt:
    'Break it: choose “all pixels” with three in ten wrong and watch the line know its labels by heart and fail the test; then go to 160 labels and see whether learning by heart still works. Try 4 or 9 with two numbers: nobody can tell them apart, and what is missing isn’t labels but features.',
  gist: (train, test) => `Taught: wrong on ${train} of its labels and on ${test} of the test.`,
};

const messages: Record<Locale, TeachMessages> = { zh, en };

export function teachMessages(locale: Locale): TeachMessages {
  return messages[locale];
}
