/** The sizes and shares of a world, checked once when it is made. */
import { ConfigError } from '../foundations/errors.ts';
import { ATTRIBUTES, type Attribute } from './relations.ts';
import { MAX_NAMES } from './terms.ts';
import { PLACES, PRODUCT_FIRST, PRODUCT_SECOND, SHOP_FIRST, SHOP_SECOND } from './vocabulary.ts';

/** Seed, sizes and shares of a world. */
export interface WorldOptions {
  /** The same seed and sizes give the same world, everywhere. */
  readonly seed: number;
  /** With distinct names. Default 160. */
  readonly people?: number;
  /** Pairs of people who share a name, besides `people`. Default 8. */
  readonly namesakePairs?: number;
  /** Default 40; at most 48, and no more than `people`. */
  readonly shops?: number;
  /** Default 24; at most 36. */
  readonly products?: number;
  /** Default 10, the most there are; at least 2. */
  readonly places?: number;
  /** The relations it has facts of. Default: all. */
  readonly attributes?: readonly Attribute[];
  /** Names that nobody has, for questions about nobody. Default 40. */
  readonly strangers?: number;
  /** Share of each relation's facts that is withheld, in [0, 1). Default 0.25. */
  readonly withheldFraction?: number;
  /** Shares of facts whose questions train and calibrate; the rest test. Default 0.5 and 0.1. */
  readonly trainFraction?: number;
  readonly calibrationFraction?: number;
}

const DEFAULTS = {
  people: 160,
  namesakePairs: 8,
  shops: 40,
  products: 24,
  places: PLACES.length,
  attributes: ATTRIBUTES,
  strangers: 40,
  withheldFraction: 0.25,
  trainFraction: 0.5,
  calibrationFraction: 0.1,
} as const;

/** Returns the options with their defaults filled in. Throws a ConfigError naming the first that is out of range. */
export function completeWorldOptions(options: WorldOptions): Required<WorldOptions> {
  const complete: Required<WorldOptions> = { ...DEFAULTS, ...options };
  checkOptions(complete);
  return complete;
}

function checkOptions(options: Required<WorldOptions>): void {
  const { people, namesakePairs, strangers, shops, products } = options;
  const { withheldFraction, trainFraction, calibrationFraction } = options;
  const whole = (field: Exclude<keyof WorldOptions, 'attributes'>, from: number, to: number) => {
    const value = options[field];
    if (!(Number.isInteger(value) && value >= from && value <= to))
      fail(field, value, `a whole number from ${from} to ${to}`);
  };
  whole('seed', 0, 2 ** 32 - 1);
  whole('people', 1, MAX_NAMES);
  whole('namesakePairs', 0, MAX_NAMES);
  whole('strangers', 0, MAX_NAMES);
  whole('places', 2, PLACES.length);
  whole('shops', 0, SHOP_FIRST.length * SHOP_SECOND.length);
  whole('products', 1, PRODUCT_FIRST.length * PRODUCT_SECOND.length);
  const names = people + namesakePairs + strangers;
  if (names > MAX_NAMES)
    fail('people', names, `at most ${MAX_NAMES} names of people, namesakes and strangers together`);
  const unknown = options.attributes.find((attribute) => !ATTRIBUTES.includes(attribute));
  if (unknown !== undefined || options.attributes.length === 0)
    fail('attributes', unknown ?? 'empty', `one or more of ${ATTRIBUTES.join(', ')}`);
  if (shops > 0 && products < 1) fail('products', products, 'at least one product to sell');
  if (!(withheldFraction >= 0 && withheldFraction < 1))
    fail('withheldFraction', withheldFraction, 'a number in [0, 1)');
  if (!(trainFraction >= 0 && calibrationFraction >= 0 && trainFraction + calibrationFraction <= 1)) {
    fail('trainFraction', trainFraction, 'shares from 0 up that make at most 1 with calibrationFraction');
  }
}

function fail(field: string, found: unknown, needed: string): never {
  throw new ConfigError(`createWorld: ${field} is ${String(found)}; ${needed} was needed; change the options.`, field);
}
