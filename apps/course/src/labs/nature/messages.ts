/** Words of the lab with four worlds. */
import type { Locale } from '@glassbox/quiz';
import type { Simulation } from './contract.ts';
import type { PaceName } from './plan.ts';

const zh = {
  label: '实验：四个小世界',
  question:
    '一条环路，没有红灯，没有事故，每辆车每步有三成的机会无缘无故慢一格。车占到路面的多少，堵车就会自己冒出来？',
  choices: ['约 5%', '约 10%', '约 25%', '约 50%'],
  worlds: '哪个世界',
  names: { traffic: '堵车', snowflake: '雪花', flock: '鸟群', vortex: '漩涡' } satisfies Record<Simulation, string>,
  rulesTitle: '每个格子、每只鸟只知道这些',
  ruleLines: {
    traffic: ['能快一格就快一格，不超过 5。', '看见前车，减到撞不上。', '偶尔走神，慢一格。'],
    snowflake: ['水汽往四周散。', '挨着冰的，把得到的水留下。', '水够了，就结成冰。'],
    flock: ['太近，让开。', '跟邻居朝一个方向。', '往邻居中间靠。'],
    vortex: ['小粒子一步一格，照直跳。', '遇到别的，匀一匀速度。', '撞到柱子，掉头。'],
  } satisfies Record<Simulation, readonly string[]>,
  sliders: {
    density: '车占路面',
    dawdle: '走神的机会',
    vapour: '空气里的水汽',
    deposit: '从上面落下的水',
    turbulence: '空气不匀',
    separation: '太近就让开',
    alignment: '跟邻居同向',
    cohesion: '往中间靠',
    noise: '各飞各的',
    viscosity: '水有多稠',
    post: '柱子多粗',
  } as Record<string, string>,
  restarts: '动这一个，会从头开始',
  run: '开始',
  goOn: '接着跑',
  pause: '暂停',
  step: '走一步',
  jump: (steps: string) => `跳 ${steps} 步`,
  reset: '重来',
  still: '你的设备要求少动画，所以这里不连着播放：一步一步走，或者一次跳许多步。',
  pace: '快慢',
  paces: { slow: '慢', steady: '中', fast: '快' } satisfies Record<PaceName, string>,
  atStep: (step: string) => `第 ${step} 步`,
  finished: '长到边了',
  tooLong: '跑得够久了，先停在这里',
  measures: {
    traffic: '停着的车占多少',
    snowflake: '六边形里结了多少冰',
    flock: '方向有多齐',
    vortex: '柱子后面的水左右摆多少',
  } satisfies Record<Simulation, string>,
  facts: {
    traffic: (f: Record<string, string>) => `${f.cars} 辆车 · 每步有 ${f.flow} 辆车经过一处`,
    snowflake: (f: Record<string, string>) => `${f.size} 格冰 · ${f.symmetry} 的格子六面对称`,
    flock: (f: Record<string, string>) => `${f.birds} 只鸟，没有领头的`,
    vortex: (f: Record<string, string>) => `雷诺数 ${f.reynolds}（速度 × 柱子 ÷ 稠度）`,
  } satisfies Record<Simulation, (facts: Record<string, string>) => string>,
  scenes: {
    traffic:
      '左边是从上往下看的环路，颜色最重的点是停着的车，蓝点在走；一开始都停着。右边每一行是一步，越往下越晚，车往右开。',
    snowflake: '中间是长出来的冰，四周的底色深浅是剩下的水汽。',
    flock: '每个小三角是一只鸟，尖头朝着它飞的方向。飞出右边，从左边进来。',
    vortex: '水从左往右流过一根柱子。蓝的顺时针转，灰的逆时针转。',
  } satisfies Record<Simulation, string>,
  scenesNarrow:
    '上面是从上往下看的环路，颜色最重的点是停着的车，蓝点在走；一开始都停着。下面每一行是一步，越往下越晚，车往右开。',
  said: (scene: string, measure: string, value: string, step: string) =>
    `${scene}第 ${step} 步，${measure}：${value}。`,
  chartTable: '看成一张表',
  stepAxis: '步',
  empty: '走起来，曲线画在这里',
  sweepTitle: '把车一点一点加上去',
  sweepHint: '同一条路，从 2% 加到 50%，每次跑 1,200 步，后一半里数停着的车。走神的机会和种子，用上面设的。',
  sweep: '从稀到密，全都量一遍',
  sweeping: (done: string, all: string) => `量到第 ${done} 个，共 ${all} 个`,
  stop: '停下',
  densityAxis: '车占路面',
  standingAxis: '停着的车',
  curve: (dawdle: string, seed: string) => `走神 ${dawdle}，种子 ${seed}`,
  jamAt: (density: string, threshold: string) => `车占到路面的 ${density}，停着的车就超过了 ${threshold}。`,
  jamBefore: (density: string) => `上一次是 ${density}。`,
  noJam: (threshold: string) => `一直加到一半，停着的车也没有超过 ${threshold}。`,
  answerRight: '猜对了。',
  answerWrong: '和你猜的不一样。',
  explain:
    '没有一辆车想堵。车少的时候，谁慢一格，后面还有余地补上；过了这个数，一次走神来不及消化，后车跟着刹，刹得更狠，堵就往后传开了。规则一个字没变，整体换了一种样子。',
  breakIt:
    '弄坏它：把走神的机会调到 0，再量一遍，堵车要到哪里才来？调到 0.5 呢？再去另外三个世界，各拿掉一条规则，看没有了什么。',
  gist: (density: string) => `量完了：车占到路面的 ${density}，堵车出现。`,
};

export type NatureMessages = typeof zh;

const en: NatureMessages = {
  label: 'Lab: four small worlds',
  question:
    'A ring road, no lights, no accident; at each step every car has three chances in ten to slow down by one for no reason. With how much of the road taken by cars does a jam appear by itself?',
  choices: ['about 5%', 'about 10%', 'about 25%', 'about 50%'],
  worlds: 'Which world',
  names: { traffic: 'Traffic', snowflake: 'Snowflake', flock: 'Flock', vortex: 'Vortex' },
  rulesTitle: 'All that a cell, a car, a bird knows',
  ruleLines: {
    traffic: [
      'Speed up by one if you can, up to 5.',
      'See the car ahead: brake so as not to hit it.',
      'Now and then dawdle, and lose one.',
    ],
    snowflake: ['Vapour spreads to all sides.', 'Touching ice, keep what you get.', 'With enough water, freeze.'],
    flock: ['Too close: move apart.', 'Fly as your neighbours fly.', 'Stay near their middle.'],
    vortex: [
      'Particles hop straight on, one cell a step.',
      'Meeting others, even out the speed.',
      'At the post, turn back.',
    ],
  },
  sliders: {
    density: 'road taken by cars',
    dawdle: 'chance to dawdle',
    vapour: 'vapour in the air',
    deposit: 'water from above',
    turbulence: 'unevenness of the air',
    separation: 'move apart',
    alignment: 'fly as they fly',
    cohesion: 'stay with them',
    noise: 'own whims',
    viscosity: 'thickness of the water',
    post: 'width of the post',
  },
  restarts: 'moving this one starts again',
  run: 'Run',
  goOn: 'Go on',
  pause: 'Pause',
  step: 'One step',
  jump: (steps) => `${steps} steps`,
  reset: 'Start again',
  still: 'Your device asks for less motion, so nothing plays here: go step by step, or jump many at once.',
  pace: 'Speed',
  paces: { slow: 'slow', steady: 'steady', fast: 'fast' },
  atStep: (step) => `Step ${step}`,
  finished: 'It has reached the rim',
  tooLong: 'That was long enough; it rests here',
  measures: {
    traffic: 'share of cars that stand',
    snowflake: 'share of the hexagon that is ice',
    flock: 'how much they fly one way',
    vortex: 'swing of the water behind the post',
  },
  facts: {
    traffic: (f) => `${f.cars} cars · ${f.flow} pass a point each step`,
    snowflake: (f) => `${f.size} cells of ice · ${f.symmetry} of them alike on all six sides`,
    flock: (f) => `${f.birds} birds, none of them leads`,
    vortex: (f) => `Reynolds number ${f.reynolds} (speed × post ÷ thickness)`,
  },
  scenes: {
    traffic:
      'Left, the ring from above: the boldest dots are cars that stand, blue ones drive; at first all stand. Right, every row is one step, later ones lower; cars drive to the right. ',
    snowflake: 'In the middle the ice that grew; the shade around it is the vapour that is left. ',
    flock: 'Each small triangle is a bird, its tip where it flies. Out on the right is in on the left. ',
    vortex: 'Water flows past a post from left to right. Blue turns clockwise, grey the other way. ',
  },
  scenesNarrow:
    'Above, the ring from above: the boldest dots are cars that stand, blue ones drive; at first all stand. Below, every row is one step, later ones lower; cars drive to the right. ',
  said: (scene, measure, value, step) => `${scene}At step ${step}, ${measure}: ${value}.`,
  chartTable: 'Show as a table',
  stepAxis: 'step',
  empty: 'The curve is drawn here once it runs',
  sweepTitle: 'Add cars, little by little',
  sweepHint:
    'The same road with cars on 2% of it, up to 50%: 1,200 steps each, standing cars counted in the second half. Chance to dawdle and seed are those set above.',
  sweep: 'Measure from sparse to dense',
  sweeping: (done, all) => `${done} of ${all} measured`,
  stop: 'Stop',
  densityAxis: 'road taken by cars',
  standingAxis: 'cars that stand',
  curve: (dawdle, seed) => `dawdling ${dawdle}, seed ${seed}`,
  jamAt: (density, threshold) => `With cars on ${density} of the road, more than ${threshold} of them stand.`,
  jamBefore: (density) => `Last time it was ${density}.`,
  noJam: (threshold) => `Up to half of the road, never more than ${threshold} of the cars stand.`,
  answerRight: 'Right.',
  answerWrong: 'Not what you guessed.',
  explain:
    'No car wants a jam. While there are few, whoever slows down by one leaves the next a margin to make up for it. Past this number one lapse cannot be absorbed: the car behind brakes, harder, and the jam travels back. Not a word of the rules has changed; the whole is a different one.',
  breakIt:
    'Break it: set dawdling to 0 and measure again; where does the jam come now? And at 0.5? Then go to the other three worlds, take one rule away in each, and see what is gone.',
  gist: (density) => `Measured: the jam appears with cars on ${density} of the road.`,
};

const messages: Record<Locale, NatureMessages> = { zh, en };

export function natureMessages(locale: Locale): NatureMessages {
  return messages[locale];
}
