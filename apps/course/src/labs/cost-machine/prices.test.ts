import { expect, it } from 'vitest';
import { billOf, CHIPS, YEARS } from './prices.ts';

const gpt3 = { model: 'gpt3-175b', data: 'raw', used: 0.3 } as const;

it('buys nine million ProFiles for the crawl in 1981 and has nothing to rent', () => {
  const { disk, diskDollars, rentDollars, computeDollars } = billOf(1981, gpt3);
  expect(disk.dollarsPerGigabyte).toBeCloseTo(699_800, 0);
  expect(diskDollars).toBeCloseTo(9e6 * 3_499, -3);
  expect([rentDollars, computeDollars]).toEqual([undefined, undefined]);
});

it('keeps what the model read on the disks of the year', () => {
  expect(billOf(1981, gpt3).textDollars).toBeCloseTo(570 * 699_800, 0);
  expect(billOf(2022, gpt3).textDollars).toBeCloseTo(7.98, 2);
  const bert = billOf(2022, { ...gpt3, model: 'bert-large' });
  expect(bert.text).toEqual({ gigabytes: 16, source: 'liu-2019' });
  expect(bert.textDollars).toBeCloseTo(0.224, 3);
});

it('rents 45 TB for about a thousand dollars a month from 2017 on', () => {
  expect(billOf(2020, gpt3).rentDollars).toBeCloseTo(1_035, 0);
});

it('counts chip hours from the work, the peak and the share of it in use', () => {
  const { chip, chipHours, computeDollars } = billOf(2017, gpt3);
  expect(chip?.name).toBe('NVIDIA V100');
  expect(chipHours).toBeCloseTo(3.14e23 / (125e12 * 0.3) / 3_600, 0);
  expect(computeDollars).toBeCloseTo((chipHours ?? 0) * 3.06, 0);
  expect(billOf(2017, { ...gpt3, used: 0.6 }).chipHours).toBeCloseTo((chipHours ?? 0) / 2, 0);
});

it('uses only prices that were known by the year', () => {
  for (const year of YEARS) {
    const { disk, rent, chip } = billOf(year, gpt3);
    expect(Math.max(disk.year, rent?.year ?? 0, chip?.year ?? 0)).toBeLessThanOrEqual(year);
  }
  expect(CHIPS.every(({ peakFlops, dollarsPerHour }) => peakFlops > 0 && dollarsPerHour > 0)).toBe(true);
});
