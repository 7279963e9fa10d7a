import { lessons } from '@glassbox/curriculum/public';
import { describe, expect, test } from 'vitest';
import { labNames } from './lab-names.ts';

describe.each(['zh', 'en'] as const)('labs in %s', (locale) => {
  const used = lessons.flatMap(({ labs }) => labs);

  test.each(used)('%s has a name of its own', (lab) => {
    expect(labNames(locale)[lab]).toMatch(locale === 'zh' ? /^实验：./ : /^Lab: ./);
  });

  test('no two share one', () => {
    const names = Object.values(labNames(locale));
    expect(new Set(names).size).toBe(names.length);
  });
});
