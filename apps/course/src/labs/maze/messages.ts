/** Words of the maze, in both languages. */
import type { Locale } from '@glassbox/quiz';
import type { Method, Walk } from './contract.ts';
import type { Preset, Tool } from './rules.ts';

type End = Walk['end'];

const zh = {
  label: '实验：迷宫',
  question:
    '你想让它快点到终点，就在半路放了一枚金币引路：踩上去给 0.3，离开再来，金币又长出来了。到终点给 1，每走一步扣 0.04。练完 300 局，它会怎么走？',
  choices: ['顺路踩一次金币，再去终点', '不理金币，直奔终点', '围着金币转，不去终点', '到处乱走'],
  presets: '从哪座迷宫开始',
  presetNames: {
    coin: '会再长的金币',
    plain: '只有终点',
    hurry: '催得太急',
    idle: '活着就给钱',
  } satisfies Record<Preset, string>,
  presetHints: {
    coin: '设计者想：金币在半路上，能把它引向终点。',
    plain: '什么引路的都没有，只有终点给 1。',
    hurry: '设计者想：每步狠狠地扣，它就会跑快点。起点下面有个坑，掉进去扣 1，这一局就完。',
    idle: '设计者想：没撞没摔就该鼓励，每走一步给 0.1。',
  } satisfies Record<Preset, string>,
  train: (episodes: string) => `练完 ${episodes} 局`,
  goOn: '接着练完',
  again: '忘掉，再练一遍',
  watch: '慢慢看',
  pause: '暂停',
  oneMove: '走一步',
  oneEpisode: '玩一局',
  reset: '忘掉，重来',
  still: '你的设备要求少动画，所以这里不连着播放：一步一步走，一局一局玩，或者一口气练完。',
  episodeOf: (episode: string, total: string, moves: string) => `第 ${episode} 局 / ${total} · 走了 ${moves} 步`,
  method: '怎么学',
  methods: { 'q-learning': 'Q 学习：给每一步记个分', 'policy-gradient': '策略梯度：直接改走法' } satisfies Record<
    Method,
    string
  >,
  methodShort: { 'q-learning': 'Q 学习', 'policy-gradient': '策略梯度' } satisfies Record<Method, string>,
  tool: '点格子，放什么',
  tools: { wall: '墙', floor: '空地', coin: '金币', pit: '坑', start: '起点', goal: '终点' } satisfies Record<
    Tool,
    string
  >,
  toolHint: '改了迷宫或奖励，它就忘掉学过的，从头来。键盘：方向键移动，回车放下。',
  payTitle: '奖励，你来定',
  pays: { goal: '到终点', coin: '踩到金币', step: '每走一步', bump: '撞墙', pit: '掉进坑' } as Record<string, string>,
  learnTitle: '它怎么想',
  discount: '眼光（折扣）',
  discountShort: '眼光',
  exploration: '乱试的机会',
  explorationOff: '策略梯度按概率走，自己就会试，用不上这一个。',
  actions: ['上', '右', '下', '左'],
  board: (cell: string) => `迷宫。方向键移动，回车放下所选的东西。${cell}`,
  cell: (row: string, column: string, tile: string) => `第 ${row} 行第 ${column} 列：${tile}`,
  cellLearned: (place: string, value: string, moves: string) => `${place} · 值 ${value} · ${moves}`,
  neverBeen: '还说不出往哪走',
  legend: '底色：它觉得从这里往后还能挣多少，越浓越多，红的是亏。箭头：它会往哪走。',
  lessonTitle: '刚才这一步，它学到了什么',
  lessonNone: '走一步看看。',
  lessonQ: (reward: string, promise: string, before: string, after: string) =>
    `得到 ${reward}，前面估计还有 ${promise}。这一步原来记着 ${before} 分，改成 ${after} 分。`,
  explored: '这一步是乱试的。',
  lessonPolicyWait: '策略梯度要等一局玩完，才回头改走法。',
  lessonPolicy: (reward: string, usual: string, better: boolean) =>
    `这一局（打过折）得 ${reward}，平常是 ${usual}。${better ? '比平常好：走过的每一步，下次更可能再走。' : '不比平常好：走过的每一步，下次少走一些。'}`,
  curveTitle: '每局挣多少（几局平均）',
  curveEmpty: '练起来，曲线画在这里',
  episodeAxis: '局',
  rewardAxis: '奖励',
  asTable: '看成一张表',
  valuesTable: '每一格的值和走法，看成一张表',
  verdictTitle: '练完了，让它好好走一遍（不乱试）',
  replay: '看它走',
  ends: { goal: '到了终点', pit: '掉进坑里', time: '走满 60 步，没到终点' } satisfies Record<End, string>,
  learnedRow: '它学会的',
  bestRow: '照你的奖励，最好的',
  columns: ['走法', '结局', '步数', '金币', '奖励合计'],
  right: '猜对了。',
  wrong: '和你猜的不一样。',
  optimalGamed:
    '它没有犯傻，也没有学坏：照你定的奖励，这就是最好的走法。你付钱的事，和你心里想要的事，不是一件；它只听得见奖励。',
  optimalGoal: '照你定的奖励，这就是最好的走法，也正是你想要的。',
  notOptimal: '照你定的奖励，还有更好的走法，它没有试到。让它多试试（把乱试的机会调高），或者换一种学法。',
  breakIt:
    '修修看：终点涨到 10，够不够？看“最好的”那一行，再把乱试的机会调到 90%。或者不动终点，把金币调到 0.05。再去“催得太急”，看它为什么往坑里跳。',
  triesTitle: '你的几次设计',
  tryResult: (end: string, coins: string, reward: string) => `${end}，金币 ${coins} 次，奖励 ${reward}`,
  seedShort: '种子',
  gist: (end: string, coins: string, reward: string) =>
    `练完了。走一遍：${end}，金币 ${coins} 次，奖励合计 ${reward}。`,
};

export type MazeMessages = typeof zh;

const en: MazeMessages = {
  label: 'Lab: the maze',
  question:
    'To get it to the goal quickly, you lay a coin halfway as a lure: stepping on it pays 0.3, and once left it grows back. The goal pays 1, every move costs 0.04. After 300 episodes, what does it do?',
  choices: [
    'takes the coin once, then the goal',
    'ignores the coin, goes straight to the goal',
    'circles at the coin, never the goal',
    'wanders about',
  ],
  presets: 'Which maze to begin with',
  presetNames: {
    coin: 'The coin that grows back',
    plain: 'Only a goal',
    hurry: 'Too much hurry',
    idle: 'Paid for being alive',
  },
  presetHints: {
    coin: 'The designer thought: a coin halfway leads towards the goal.',
    plain: 'Nothing leads the way; only the goal pays 1.',
    hurry:
      'The designer thought: charge a lot for every move and it will hurry. Below the start is a pit; falling in costs 1 and ends the episode.',
    idle: 'The designer thought: no crash deserves praise, so every move earns 0.1.',
  },
  train: (episodes) => `Train ${episodes} episodes`,
  goOn: 'Train to the end',
  again: 'Forget, train again',
  watch: 'Watch slowly',
  pause: 'Pause',
  oneMove: 'One move',
  oneEpisode: 'One episode',
  reset: 'Forget, start again',
  still:
    'Your device asks for less motion, so nothing plays here: go move by move, episode by episode, or train at one go.',
  episodeOf: (episode, total, moves) => `Episode ${episode} of ${total} · ${moves} moves`,
  method: 'How it learns',
  methods: {
    'q-learning': 'Q-learning: a score for every move',
    'policy-gradient': 'Policy gradient: change the habit',
  },
  methodShort: { 'q-learning': 'Q-learning', 'policy-gradient': 'policy gradient' },
  tool: 'Press a cell to place',
  tools: { wall: 'wall', floor: 'floor', coin: 'coin', pit: 'pit', start: 'start', goal: 'goal' },
  toolHint: 'Change the maze or the rewards and it forgets what it learnt. Keyboard: arrow keys move, Enter places.',
  payTitle: 'You set the rewards',
  pays: {
    goal: 'reach the goal',
    coin: 'step on the coin',
    step: 'each move',
    bump: 'bump a wall',
    pit: 'fall into the pit',
  },
  learnTitle: 'How it thinks',
  discount: 'Foresight (discount)',
  discountShort: 'Foresight',
  exploration: 'Chance to try anything',
  explorationOff: 'The policy gradient moves by its probabilities and so tries by itself; it has no use for this one.',
  actions: ['up', 'right', 'down', 'left'],
  board: (cell) => `Maze. Arrow keys move, Enter places the chosen thing. ${cell}`,
  cell: (row, column, tile) => `Row ${row}, column ${column}: ${tile}`,
  cellLearned: (place, value, moves) => `${place} · value ${value} · ${moves}`,
  neverBeen: 'no way to tell yet where to go',
  legend: 'Shade: what it expects to earn from here on, deeper is more, red is a loss. Arrows: where it would go.',
  lessonTitle: 'What it learnt from that move',
  lessonNone: 'Make one move and see.',
  lessonQ: (reward, promise, before, after) =>
    `It got ${reward} and expects ${promise} more ahead. The move had a score of ${before}; now it has ${after}.`,
  explored: 'This move was a random try.',
  lessonPolicyWait: 'The policy gradient waits for the episode to end before it changes its habits.',
  lessonPolicy: (reward, usual, better) =>
    `This episode (discounted) brought ${reward}; usual is ${usual}. ${better ? 'Better than usual: every move in it becomes likelier.' : 'No better than usual: every move in it becomes a little less likely.'}`,
  curveTitle: 'Earned per episode (mean of a few)',
  curveEmpty: 'The curve is drawn here once it trains',
  episodeAxis: 'episodes',
  rewardAxis: 'reward',
  asTable: 'Show as a table',
  valuesTable: 'Value and moves of every cell as a table',
  verdictTitle: 'Trained: one proper walk, no random tries',
  replay: 'Watch it walk',
  ends: { goal: 'reached the goal', pit: 'fell into the pit', time: '60 moves, no goal' },
  learnedRow: 'What it learnt',
  bestRow: 'Best under your rewards',
  columns: ['Walk', 'End', 'Moves', 'Coins', 'Total reward'],
  right: 'Right.',
  wrong: 'Not what you guessed.',
  optimalGamed:
    'It was neither stupid nor naughty: under your rewards this is the best walk there is. What you pay for and what you want are two things here, and pay is all it hears.',
  optimalGoal: 'Under your rewards this is the best walk there is, and it is what you wanted.',
  notOptimal:
    'Under your rewards there is a better walk, which it never tried. Let it try more (raise the chance to try anything), or let it learn the other way.',
  breakIt:
    'Try to mend it: is a goal of 10 enough? Look at the “best” row, then raise the chance to try anything to 90%. Or leave the goal and lower the coin to 0.05. Then go to “Too much hurry” and see why it jumps into the pit.',
  triesTitle: 'Your designs so far',
  tryResult: (end, coins, reward) => `${end}, coin ${coins} times, reward ${reward}`,
  seedShort: 'seed',
  gist: (end, coins, reward) => `Trained. One walk: ${end}, coin ${coins} times, total reward ${reward}.`,
};

const messages: Record<Locale, MazeMessages> = { zh, en };

export function mazeMessages(locale: Locale): MazeMessages {
  return messages[locale];
}
