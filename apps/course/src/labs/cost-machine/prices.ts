/**
 * Prices and speeds that somebody published, each with the year it held and the source in the lesson. Nothing between two
 * published numbers is made up: a year shows the last one that was known by then.
 */

/** Names of the entries in the lesson's `sources.yaml`. */
type SourceId =
  | 'brown-2020'
  | 'liu-2019'
  | 'profile-1981'
  | 'aws-2006'
  | 'aws-s3'
  | 'backblaze-2022'
  | 'aws-ec2'
  | 'aws-blocks'
  | 'jouppi-2017'
  | 'nvidia-2017'
  | 'nvidia-2020'
  | 'nvidia-2022';

export interface DiskPrice {
  year: number;
  name: 'profile' | 'drives-2009' | 'drives-2017' | 'drives-2022';
  dollarsPerGigabyte: number;
  source: SourceId;
}

interface RentPrice {
  year: number;
  dollarsPerGigabyteMonth: number;
  source: SourceId;
}

/** One chip, what it can do at most in the arithmetic that training uses, and what an hour of it costs to rent. */
export interface Chip {
  year: number;
  name: string;
  peakFlops: number;
  dollarsPerHour: number;
  sources: readonly [speed: SourceId, price: SourceId];
}

const PROFILE = { dollars: 3_499, gigabytes: 0.005 };

export const DISKS: readonly DiskPrice[] = [
  { year: 1981, name: 'profile', dollarsPerGigabyte: PROFILE.dollars / PROFILE.gigabytes, source: 'profile-1981' },
  { year: 2009, name: 'drives-2009', dollarsPerGigabyte: 0.114, source: 'backblaze-2022' },
  { year: 2017, name: 'drives-2017', dollarsPerGigabyte: 0.028, source: 'backblaze-2022' },
  { year: 2022, name: 'drives-2022', dollarsPerGigabyte: 0.014, source: 'backblaze-2022' },
];

const RENTS: readonly RentPrice[] = [
  { year: 2006, dollarsPerGigabyteMonth: 0.15, source: 'aws-2006' },
  { year: 2017, dollarsPerGigabyteMonth: 0.023, source: 'aws-s3' },
];

export const CHIPS: readonly Chip[] = [
  { year: 2016, name: 'NVIDIA K80', peakFlops: 2.8e12, dollarsPerHour: 0.9, sources: ['jouppi-2017', 'aws-ec2'] },
  { year: 2017, name: 'NVIDIA V100', peakFlops: 125e12, dollarsPerHour: 3.06, sources: ['nvidia-2017', 'aws-ec2'] },
  {
    year: 2020,
    name: 'NVIDIA A100',
    peakFlops: 312e12,
    dollarsPerHour: 32.77 / 8,
    sources: ['nvidia-2020', 'aws-ec2'],
  },
  {
    year: 2024,
    name: 'NVIDIA H100',
    peakFlops: 989e12,
    dollarsPerHour: 39.33 / 8,
    sources: ['nvidia-2022', 'aws-blocks'],
  },
];

/** Training compute of published models: Brown et al. 2020, Table D.1. */
export const MODELS = {
  'bert-large': 5.33e20,
  'gpt3-small': 2.25e20,
  'gpt3-13b': 2.31e22,
  'gpt3-175b': 3.14e23,
} as const;
export type ModelName = keyof typeof MODELS;
export const MODEL_NAMES = Object.keys(MODELS) as ModelName[];

/** The crawl that GPT-3's text was filtered from, and what was left: Brown et al. 2020, section 2.2. */
export const DATA = { raw: 45_000, filtered: 570 } as const;
export type DataName = keyof typeof DATA;
export const DATA_NAMES = Object.keys(DATA) as DataName[];

/** What a model read, in GB: GPT-3 mostly the filtered crawl; BERT books and Wikipedia, by Liu et al. 2019, section 3.2. */
interface TrainingText {
  gigabytes: number;
  source: SourceId;
}

const FILTERED_CRAWL: TrainingText = { gigabytes: DATA.filtered, source: 'brown-2020' };
const TRAINING_TEXT: Readonly<Record<ModelName, TrainingText>> = {
  'bert-large': { gigabytes: 16, source: 'liu-2019' },
  'gpt3-small': FILTERED_CRAWL,
  'gpt3-13b': FILTERED_CRAWL,
  'gpt3-175b': FILTERED_CRAWL,
};

export const YEARS = [1981, 2006, 2009, 2016, 2017, 2020, 2022, 2024] as const;

const SECONDS_PER_HOUR = 3_600;

export interface Bill {
  /** What the model read, and keeping it on that year's disks. */
  text: TrainingText;
  textDollars: number;
  disk: DiskPrice;
  diskDollars: number;
  /** Per month; undefined before storage could be rented. */
  rent: RentPrice | undefined;
  rentDollars: number | undefined;
  chip: Chip | undefined;
  /** Hours of one chip, and what they cost; undefined before a price by the hour is known. */
  chipHours: number | undefined;
  computeDollars: number | undefined;
}

/**
 * What a model's training data and compute cost at the prices of a year.
 *
 * @param used share of a chip's peak that the training gets out of it, 0…1
 */
export function billOf(year: number, { model, data, used }: { model: ModelName; data: DataName; used: number }): Bill {
  const disk = latest(DISKS, year) ?? (DISKS[0] as DiskPrice); // 1981 is the first year there is
  const rent = latest(RENTS, year);
  const chip = latest(CHIPS, year);
  const gigabytes = DATA[data];
  const text = TRAINING_TEXT[model];
  const chipHours = chip && MODELS[model] / (chip.peakFlops * used) / SECONDS_PER_HOUR;
  return {
    text,
    textDollars: disk.dollarsPerGigabyte * text.gigabytes,
    disk,
    diskDollars: disk.dollarsPerGigabyte * gigabytes,
    rent,
    rentDollars: rent && rent.dollarsPerGigabyteMonth * gigabytes,
    chip,
    chipHours,
    computeDollars: chip && chipHours !== undefined ? chipHours * chip.dollarsPerHour : undefined,
  };
}

function latest<T extends { year: number }>(prices: readonly T[], year: number): T | undefined {
  return prices.findLast((price) => price.year <= year);
}
