/** The table of ASVS 5.0: no requirement of levels 1 and 2 is missing, and every file and name it points to is there. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './markdown-files.ts';

/** Requirements of levels 1 and 2 by section, as OWASP numbers them; 70 of level 1 and 183 of level 2. */
const REQUIRED: Readonly<Record<string, string>> = {
  '1.1': '1-2',
  '1.2': '1-9',
  '1.3': '1-11',
  '1.4': '1-3',
  '1.5': '1-2',
  '2.1': '1-3',
  '2.2': '1-3',
  '2.3': '1-4',
  '2.4': '1',
  '3.2': '1-2',
  '3.3': '1-4',
  '3.4': '1-6',
  '3.5': '1-5',
  '3.7': '1-2',
  '4.1': '1-3',
  '4.2': '1',
  '4.3': '1-2',
  '4.4': '1-4',
  '5.1': '1',
  '5.2': '1-3',
  '5.3': '1-2',
  '5.4': '1-3',
  '6.1': '1-3',
  '6.2': '1-12',
  '6.3': '1-4',
  '6.4': '1-4',
  '6.5': '1-5',
  '6.6': '1-3',
  '6.8': '1-4',
  '7.1': '1-3',
  '7.2': '1-4',
  '7.3': '1-2',
  '7.4': '1-5',
  '7.5': '1-2',
  '7.6': '1-2',
  '8.1': '1-2',
  '8.2': '1-3',
  '8.3': '1',
  '8.4': '1',
  '9.1': '1-3',
  '9.2': '1-4',
  '10.1': '1-2',
  '10.2': '1-2',
  '10.3': '1-4',
  '10.4': '1-11',
  '10.5': '1-5',
  '10.6': '1-2',
  '10.7': '1-3',
  '11.1': '1-2',
  '11.2': '1-3',
  '11.3': '1-3',
  '11.4': '1-4',
  '11.5': '1',
  '11.6': '1',
  '12.1': '1-3',
  '12.2': '1-2',
  '12.3': '1-4',
  '13.1': '1',
  '13.2': '1-5',
  '13.3': '1-2',
  '13.4': '1-5',
  '14.1': '1-2',
  '14.2': '1-4',
  '14.3': '1-3',
  '15.1': '1-3',
  '15.2': '1-3',
  '15.3': '1-7',
  '16.1': '1',
  '16.2': '1-5',
  '16.3': '1-4',
  '16.4': '1-3',
  '16.5': '1-3',
  '17.1': '1',
  '17.2': '1-4',
  '17.3': '1-2',
};
const STATES = ['met', 'partly', 'not met', 'n/a'];
/** `path` and, behind it, “names” that stand in that file. */
const PROOF = /`((?:apps|packages|docs|scripts)\/[^`]+|pnpm-lock\.yaml)`((?:,? “[^”]+”)*)/g;

const text = readFileSync(join(ROOT, 'docs/asvs.md'), 'utf8');
const lines = [...text.matchAll(/^\| ([\d.]+) \| ([12]) \| (.+?) \| (.+?) \| (.+) \|$/gm)].map(
  ([, number = '', level = '', requirement = '', state = '', proof = '']) => ({
    number,
    level,
    requirement,
    state,
    proof,
  }),
);

function required(): string[] {
  return Object.entries(REQUIRED).flatMap(([section, range]) => {
    const [first = 1, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => `${section}.${first + i}`);
  });
}

it('every requirement of levels 1 and 2 has exactly one line, with a state and a proof or reason', () => {
  expect(required()).toHaveLength(253);
  expect(lines.map(({ number }) => number)).toEqual(required());
  expect(lines.filter(({ level }) => level === '1')).toHaveLength(70);
  expect(lines.filter(({ state }) => !STATES.includes(state))).toEqual([]);
  expect(lines.filter(({ proof }) => proof.trim().length < 10)).toEqual([]);
  const counted = STATES.map((state) => `${lines.filter((line) => line.state === state).length} ${state}`);
  expect(text).toContain(`${lines.length} lines: ${counted.join(', ')}.`);
});

it('every file it names is there, and every name stands in its file', () => {
  let proofs = 0;
  const broken = lines.flatMap(({ number, proof }) =>
    [...proof.matchAll(PROOF)].flatMap(([, path = '', names = '']) => {
      proofs++;
      const file = join(ROOT, path);
      if (!existsSync(file)) return [`${number}: ${path} is not there`];
      const content = statSync(file).isFile() ? readFileSync(file, 'utf8') : '';
      return [...names.matchAll(/“([^”]+)”/g)]
        .filter(([, name = '']) => !content.includes(name))
        .map(([, name]) => `${number}: ${path} has no “${name}”`);
    }),
  );
  expect(broken).toEqual([]);
  expect(proofs).toBeGreaterThan(150);
});
