/** What the lab keeps between visits and sends along in a link, checked when it is read. Pure. */
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import { METHODS, type Method, type Pay, type Setting, type Walk } from './contract.ts';
import { BEGINNINGS, PRESETS, type Preset } from './rules.ts';

export interface PaySlider {
  name: keyof Pay;
  min: number;
  max: number;
  step: number;
  /** The slider is there only while the map has this tile. */
  tile?: string;
}

export const PAY_SLIDERS: readonly PaySlider[] = [
  { name: 'goal', min: 0, max: 20, step: 0.5, tile: 'G' },
  { name: 'coin', min: -1, max: 1, step: 0.05, tile: 'B' },
  { name: 'step', min: -0.6, max: 0.2, step: 0.02 },
  { name: 'bump', min: -1, max: 0.5, step: 0.1 },
  { name: 'pit', min: -5, max: 0, step: 0.5, tile: 'X' },
];
export const DISCOUNT = { min: 0.5, max: 0.99, step: 0.01, first: 0.95 };
export const EXPLORATION = { min: 0, max: 1, step: 0.05, first: 0.3 };

/** One finished training, as the list of tries shows it. */
export interface Try extends Pick<Walk, 'coins' | 'moves' | 'reward' | 'end'> {
  pay: Pay;
  method: Method;
  discount: number;
  exploration: number;
  seed: number;
}

export interface MazeChoices extends Setting {
  /** The maze that was begun with; changes are the learner's own. */
  preset: Preset;
  guess: number | undefined;
  /** What the guess is about was seen: it stays. */
  seen: boolean;
  tries: readonly Try[];
}

const ROWS = 6;
const COLUMNS = 8;
const GUESSES = 4;
const MOST_TRIES = 6;

export const LINK: LabLink<MazeChoices> = {
  lab: 'maze',
  fields: {
    preset: 'setting',
    map: 'setting',
    pay: 'setting',
    method: 'setting',
    discount: 'setting',
    exploration: 'setting',
    seed: 'setting',
    guess: 'own',
    seen: 'own',
    tries: 'own',
  },
};

export function firstChoices(): MazeChoices {
  return {
    ...BEGINNINGS.coin,
    preset: 'coin',
    method: 'q-learning',
    discount: DISCOUNT.first,
    exploration: EXPLORATION.first,
    seed: 1,
    guess: undefined,
    seen: false,
    tries: [],
  };
}

export function settingOf({ map, pay, method, discount, exploration, seed }: MazeChoices): Setting {
  return { map, pay, method, discount, exploration, seed };
}

/** True while maze and rewards are those that the prediction is about. */
export function isAsked({ map, pay }: Pick<Setting, 'map' | 'pay'>): boolean {
  const { coin } = BEGINNINGS;
  return map.join() === coin.map.join() && PAY_SLIDERS.every(({ name }) => pay[name] === coin.pay[name]);
}

/** Returns the choices with one more try, the newest first. */
export function withTry(choices: MazeChoices, { coins, moves, reward, end }: Walk): MazeChoices {
  const { pay, method, discount, exploration, seed } = choices;
  const one: Try = { pay, method, discount, exploration, seed, coins, moves, reward, end };
  return { ...choices, tries: [one, ...choices.tries].slice(0, MOST_TRIES) };
}

/** Returns sound choices from unknown JSON. */
export function readChoices(json: unknown): MazeChoices {
  const fields = record(json) ?? {};
  const first = firstChoices();
  return {
    ...learningIn(fields, first),
    preset: oneOf(fields.preset, PRESETS, first.preset),
    map: readMap(fields.map) ?? first.map,
    guess: typeof fields.guess === 'number' ? Math.round(numberIn(fields.guess, 0, GUESSES - 1, 0)) : undefined,
    seen: fields.seen === true,
    tries: (Array.isArray(fields.tries) ? fields.tries : []).slice(0, MOST_TRIES).flatMap((one: unknown) => {
      const found = record(one);
      return found ? [readTry(found, first)] : [];
    }),
  };
}

function readTry(fields: Readonly<Record<string, unknown>>, first: MazeChoices): Try {
  return {
    ...learningIn(fields, first),
    coins: Math.round(numberIn(fields.coins, 0, 99, 0)),
    moves: Math.round(numberIn(fields.moves, 0, 99, 0)),
    reward: numberIn(fields.reward, -999, 999, 0),
    end: oneOf(fields.end, ['goal', 'pit', 'time'], 'time'),
  };
}

function learningIn(fields: Readonly<Record<string, unknown>>, first: MazeChoices): Omit<Setting, 'map'> {
  const pay = record(fields.pay) ?? {};
  const payOf = ({ name, min, max }: PaySlider) => [name, numberIn(pay[name], min, max, first.pay[name])] as const;
  return {
    pay: { ...first.pay, ...Object.fromEntries(PAY_SLIDERS.map(payOf)) },
    method: oneOf(fields.method, METHODS, first.method),
    discount: numberIn(fields.discount, DISCOUNT.min, DISCOUNT.max, first.discount),
    exploration: numberIn(fields.exploration, EXPLORATION.min, EXPLORATION.max, first.exploration),
    seed: Math.round(numberIn(fields.seed, 0, 999_999, first.seed)),
  };
}

function readMap(json: unknown): readonly string[] | undefined {
  if (!Array.isArray(json) || json.length !== ROWS) return undefined;
  const rows = json.filter((row): row is string => typeof row === 'string' && /^[#.SGXB]+$/.test(row));
  const sound = rows.length === ROWS && rows.every((row) => row.length === COLUMNS);
  return sound && rows.join('').split('S').length === 2 ? rows : undefined;
}
