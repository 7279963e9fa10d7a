/** Words of the lab of the known world. */
import type { Locale } from '@glassbox/quiz';

const zh = {
  label: '实验：一个真相已知的世界',
  question: '有些事，训练时一个字也没告诉过它。拿这样的事问它一百次，有多少次它会答错，而不是说“我不知道”？',
  choices: ['不到 30 次', '30 到 70 次', '70 次以上'],
  worldFacts: (facts: string, withheld: string) => `这个世界有 ${facts} 件事，其中 ${withheld} 件瞒着它`,
  askTitle: '先随便问几句',
  askHint: '先选问什么，再点一个名字。十个名字里，有真有其人的，有两人同名的，也有查无此人的。',
  otherPeople: '换一批名字',
  whatToAsk: '问什么',
  whom: '问谁',
  says: '它答',
  sure: '把握',
  truth: {
    known: (truth: string) => `真相：${truth}。训练时讲过。`,
    withheld: (truth: string) => `真相：${truth}。训练时一个字也没讲。`,
    ambiguous: (truth: string) =>
      truth === '' ? '有两个人叫这个名字。好的回答是反问一句。' : `有两个人叫这个名字：${truth}。好的回答是反问一句。`,
    nobody: () => '这个世界里没有这个人。好的回答是“我不知道”。',
    missing: () => '这个世界里谁也没有这一项。好的回答是“我不知道”。',
  },
  samples: '同一句再问二十遍，让它照自己的概率随口答：',
  noneAsked: '点一个名字，回答、把握和真相就出现在这里。',
  measureTitle: '再正经量一次',
  perKind: '每种问几道',
  stage: '考哪一版',
  run: '出题，批改',
  resultsCaption: '每种问题里，对、错、拒答各占多少',
  answerRight: '猜对了。',
  answerWrong: '和你猜的不一样。',
  answer: (share: string, low: string, high: string) =>
    `没讲过的事，它答错了 ${share}（95% 的区间：${low} 到 ${high}）。`,
  ofStage: (stage: string) => `考的是：${stage}。`,
  confidenceTitle: '有几成把握，就对几成吗？',
  dotsTitle: '一个点是一次回答：往上是对的，往下是错的；越靠右，它越有把握',
  told: '讲过的',
  untold: '没讲过的',
  sureWrong: (sure: string, wrong: string) => `${wrong} 个错答里，有 ${sure} 个它自己给的把握在八成以上。`,
  noneWrong: '这一次没有错答。',
  reliabilityTitle: '校准曲线',
  reliabilityNote: '点落在斜线上，把握就名副其实；落在下面，是说得比做得满。点越大，回答越多。',
  ece: (ece: string) => `把握和实际平均差 ${ece} 个百分点（ECE）。`,
  axisConfidence: '它给的把握',
  axisAccuracy: '实际对的',
  table: '看成一张表',
  columnBin: '把握',
  toldRight: '讲过，对',
  toldWrong: '讲过，错',
  untoldRight: '没讲过，对',
  untoldWrong: '没讲过，错',
  columnCount: '回答数',
  columnConfidence: '平均把握',
  columnAccuracy: '实际对的',
  explain:
    '注意最后两行。它会说“我不知道”，可是只在有人教过的地方说：年龄、生日这类问法，微调时教过它拒答；换成一个不存在的人，没人教过，它照样编。',
  breakIt: '弄坏它：换成“只做了预训练”再量一次，看拒答去了哪里；换成 PPO 那一版，看它少编了多少，又少答对了多少。',
  gist: (share: string) => `批改完了。没讲过的事，答错 ${share}。`,
};

export type KnownWorldMessages = typeof zh;

const en: KnownWorldMessages = {
  label: 'Lab: a world where the truth is known',
  question:
    'Some facts it was never told in training. Of a hundred questions about such facts, how many will it answer wrongly instead of saying “I don’t know”?',
  choices: ['fewer than 30', '30 to 70', 'more than 70'],
  worldFacts: (facts, withheld) => `${facts} facts, ${withheld} of them kept from it`,
  askTitle: 'Ask a few things first',
  askHint:
    'Choose what to ask, then press a name. Of the ten, most are people of this world, one belongs to two people, two to nobody. The model speaks Chinese; the grey text says what it means.',
  otherPeople: 'Other names',
  whatToAsk: 'What to ask',
  whom: 'About whom',
  says: 'It says',
  sure: 'sure',
  truth: {
    known: (truth) => `Truth: ${truth}. It was told in training.`,
    withheld: (truth) => `Truth: ${truth}. Training never said a word of it.`,
    ambiguous: (truth) =>
      truth === ''
        ? 'Two people have this name. A good answer asks back.'
        : `Two people have this name: ${truth}. A good answer asks back.`,
    nobody: () => 'There is no such person. A good answer is “I don’t know”.',
    missing: () => 'Nobody in this world has one. A good answer is “I don’t know”.',
  },
  samples: 'Asked twenty times more, answering by chance as its probabilities go:',
  noneAsked: 'Press a name: answer, confidence and truth appear here.',
  measureTitle: 'Now measure it properly',
  perKind: 'Questions of each kind',
  stage: 'Which version',
  run: 'Ask and mark',
  resultsCaption: 'Right, wrong and refused for each kind of question',
  answerRight: 'You guessed it.',
  answerWrong: 'Not what you guessed.',
  answer: (share, low, high) => `Of what it was never told it got ${share} wrong (95 % interval: ${low} to ${high}).`,
  ofStage: (stage) => `Version: ${stage}.`,
  confidenceTitle: 'Is it right as often as it is sure?',
  dotsTitle: 'A dot is an answer: up if right, down if wrong; the farther right, the surer it was',
  told: 'told',
  untold: 'withheld',
  sureWrong: (sure, wrong) => `Of ${wrong} wrong answers, it was at least 80% sure of ${sure}.`,
  noneWrong: 'No answer was wrong this time.',
  reliabilityTitle: 'Calibration curve',
  reliabilityNote:
    'On the diagonal, confidence keeps its promise; below it, it claims more than it does. The larger the dot, the more answers.',
  ece: (ece) => `Confidence and truth differ by ${ece} points on average (ECE).`,
  axisConfidence: 'how sure it is',
  axisAccuracy: 'how often it is right',
  table: 'Show as a table',
  columnBin: 'confidence',
  toldRight: 'told, right',
  toldWrong: 'told, wrong',
  untoldRight: 'withheld, right',
  untoldWrong: 'withheld, wrong',
  columnCount: 'answers',
  columnConfidence: 'mean confidence',
  columnAccuracy: 'right',
  explain:
    'Look at the last two rows. It can say “I don’t know”, but only where somebody taught it to: fine-tuning showed it refusals for ages and birthdays. About a person who does not exist nobody taught it anything, so it invents.',
  breakIt:
    'Break it: measure “pre-trained only” and see where the refusals go; then the PPO version, and see how much less it invents and how much less it gets right.',
  gist: (share) => `Marked. Of what it was never told, ${share} wrong.`,
};

const messages: Record<Locale, KnownWorldMessages> = { zh, en };

export function knownWorldMessages(locale: Locale): KnownWorldMessages {
  return messages[locale];
}
