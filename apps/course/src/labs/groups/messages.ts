/** Words of the lab, in both languages. */
import type { Locale } from '@glassbox/quiz';
import type { DataName } from './contract.ts';
import { glossOf } from './glosses.ts';

const zh = {
  label: '实验：谁和谁是一伙',
  question:
    '400 张手写数字，0 到 9 各 40 张。标签全遮住，让它分成 10 组。分好以后，每组取人数最多的那个数字当名字，400 张里有多少张对得上？',
  choices: ['约 25%', '约 55%', '约 75%', '约 95%'],
  data: '分什么',
  dataNames: {
    digits: '手写数字',
    'poem-ends': '诗：读完那一刻',
    'poem-means': '诗：一路的平均',
  } satisfies Record<DataName, string>,
  dataHints: {
    digits: '每张图是 14×14 个格子的深浅，也就是 196 个数。它只看得见这些数。',
    'poem-ends': '192 首诗，“小诗人”训练时没有读过。让它读一遍，取读完最后一个字时，它里面的 128 个数。',
    'poem-means': '同样 192 首诗，这次取它读每个字时那 128 个数的平均。诗一样，描述换了。',
  } satisfies Record<DataName, string>,
  reading: (done: string, total: string) => `正在读诗：${done} / ${total}`,
  settle: '分到不再变',
  step: '走一轮',
  pause: '停',
  again: '换个种子，再分一次',
  k: '分几组（k）',
  round: (round: string) => `第 ${round} 轮`,
  ready: '第 0 轮：随手挑了几个样本当组心，大家先就近站队',
  settledAt: (round: string) => `第 ${round} 轮，没有人再换组，停了`,
  inertia: (value: string) => `到组心的距离平方，合计 ${value}`,
  mapLabel: (count: string, k: string, share: string) =>
    `${count} 个样本在一张平面图上，每个用它那一组的字母标着，共 ${k} 组。这张图只画得出全部差别的 ${share}。`,
  mapHint: (share: string) =>
    `一个字母是一个样本，圈里的是组心。两个方向是差别最大的那两个，只画得出全部差别的 ${share}：图上叠在一起的，其实可能离得远。`,
  group: (name: string, count: string) => `${name} 组，${count} 个`,
  face: '组心的样子',
  typical: (characters: string) => `最爱用的字：${characters}`,
  all: (count: string) => `看全部 ${count} 个`,
  nearest: '离组心最近的',
  labelsTitle: '揭开标签',
  labelText: (data: DataName, label: number) =>
    data === 'digits' ? `数字${label}` : label === 5 ? '五言' : label === 7 ? '七言' : `${label} 字句`,
  verdictTitle: '分完了，把标签揭开看',
  purityDigits: (share: string, k: string) => `${k} 组各取最多的那个数字当名字，400 张里对得上的有 ${share}。`,
  missing: (digits: string) => `没有哪一组归它的数字：${digits}。`,
  doubled: (digits: string) => `占了不止一组的数字：${digits}。`,
  explainDigits:
    '它没有错，它根本没听说过“数字”。它分的是长相：4、7、9 像，就挤在一起；同一个数字，写法两样，就拆成两组。',
  purityPoems: (share: string, blind: string) =>
    `每组取最多的那种句长，对得上的有 ${share}；不分组，一律猜多的那种，也有 ${blind}。`,
  explainEnds:
    '没有人告诉过它五言、七言。它只学过猜下一个字，要猜准，就得知道这一句有多长。于是句长成了它心里最大的差别，一分就分出来了。',
  explainMeans: '这次分的不是句长，是写的什么。看每组最爱用的字，给它起个名字：那是你起的，它没有。',
  right: '猜对了。',
  wrong: '和你猜的不一样。',
  together: (share: string, before: string, now: string) =>
    `种子 ${before} 时同一组的，换成种子 ${now}，还在一起的有 ${share}。起点不同，分法就不同。`,
  elbowTitle: '到底该分几组',
  elbowHint: '从 1 组试到 12 组，每种分 3 次取最好的。组越多，离组心总是越近；找的是再往下就不划算的那个弯。',
  elbowEmpty: '试过以后，曲线画在这里',
  elbow: '全都试一遍',
  elbowRunning: (k: string) => `正在试 ${k} 组`,
  elbowX: '组',
  elbowY: '剩下的距离（只分 1 组算 100%）',
  asTable: '看成一张表',
  gist: (share: string) => `分完了。按标签对，对得上的有 ${share}。`,
  character: (character: string) => character,
};

export type GroupsMessages = typeof zh;

const en: GroupsMessages = {
  label: 'Lab: who belongs together',
  question:
    '400 handwritten digits, 40 each from 0 to 9. All labels are covered, and it makes 10 groups. Afterwards each group is named after its most frequent digit. How many of the 400 fit?',
  choices: ['about 25%', 'about 55%', 'about 75%', 'about 95%'],
  data: 'What to group',
  dataNames: {
    digits: 'Handwritten digits',
    'poem-ends': 'Poems: at the end',
    'poem-means': 'Poems: on average',
  },
  dataHints: {
    digits: 'Each picture is the darkness of 14×14 cells: 196 numbers. They are all it sees.',
    'poem-ends':
      '192 Chinese poems that the small poet never trained on. It reads each; taken are the 128 numbers inside it after the last character. You need not read Chinese: count the characters in a line.',
    'poem-means':
      'The same 192 poems; now the 128 numbers are averaged over all characters. Same poems, another description.',
  },
  reading: (done, total) => `Reading poems: ${done} of ${total}`,
  settle: 'Group until nothing moves',
  step: 'One round',
  pause: 'Stop',
  again: 'Another seed, again',
  k: 'Groups (k)',
  round: (round) => `Round ${round}`,
  ready: 'Round 0: a few samples were drawn as centres, everyone joined the nearest',
  settledAt: (round) => `Round ${round}: nobody changes groups any more`,
  inertia: (value) => `squared distances to the centres, in all ${value}`,
  mapLabel: (count, k, share) =>
    `${count} samples on a flat map, each marked with the letter of its group, ${k} groups. The map shows ${share} of all differences.`,
  mapHint: (share) =>
    `A letter is a sample, a ringed one a centre. The two directions are those of the largest differences and show only ${share} of all: what lies together here may be far apart.`,
  group: (name, count) => `Group ${name}, ${count}`,
  face: 'what its centre looks like',
  typical: (characters) => `Typical characters: ${characters}`,
  all: (count) => `See all ${count}`,
  nearest: 'Nearest to the centre',
  labelsTitle: 'Labels uncovered',
  labelText: (data, label) => (data === 'digits' ? `digit ${label}` : `${label} a line`),
  verdictTitle: 'Done. Now uncover the labels',
  purityDigits: (share, k) =>
    `With each of the ${k} groups named after its most frequent digit, ${share} of the 400 fit.`,
  missing: (digits) => `Digits without a group of their own: ${digits}. `,
  doubled: (digits) => `Digits with more than one group: ${digits}. `,
  explainDigits:
    'It made no mistake; it never heard of digits. It groups by looks: 4, 7 and 9 are alike and crowd together, and one digit written two ways falls into two groups.',
  purityPoems: (share, blind) =>
    `With each group named after its most frequent line length, ${share} fit; without groups, always saying the commoner length, ${blind} do.`,
  explainEnds:
    'Nobody told it that lines have five characters or seven. It learnt to guess the next character, and to guess well it must know how long a line is. So that became the largest difference inside it, and the groups follow.',
  explainMeans:
    'This time it is not line length but what the poems are about. Read each group’s typical characters and give it a name: the name is yours, it has none.',
  right: 'Right.',
  wrong: 'Not what you guessed.',
  together: (share, before, now) =>
    `Of those that shared a group with seed ${before}, ${share} still do with seed ${now}. Another start, another grouping.`,
  elbowTitle: 'How many groups, then',
  elbowHint:
    'From 1 to 12 groups, each tried three times, the best kept. More groups always lie closer; look for the bend after which more buy little.',
  elbowEmpty: 'The curve is drawn here once you try',
  elbow: 'Try them all',
  elbowRunning: (k) => `Trying ${k}`,
  elbowX: 'groups',
  elbowY: 'distance left (one group is 100%)',
  asTable: 'Show as a table',
  gist: (share) => `Done. ${share} fit their labels.`,
  character: (character) => {
    const gloss = glossOf(character);
    return gloss === undefined ? character : `${character} ${gloss}`;
  },
};

const messages: Record<Locale, GroupsMessages> = { zh, en };

export function groupsMessages(locale: Locale): GroupsMessages {
  return messages[locale];
}
