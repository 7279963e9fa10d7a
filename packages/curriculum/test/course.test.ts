/** The course as it ships: the map is complete, the questions teach, the numbers in the text are right. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SecretQuestion } from '@glassbox/quiz/score';
import { describe, expect, it } from 'vitest';
import { publicModule } from '../src/emit.ts';
import { loadCourse } from '../src/load-course.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const course = loadCourse(root);
const quizzes = Object.values(course.secretQuizzes);
const allQuestions = quizzes.flatMap(({ questions }) => questions);

function question(id: string): SecretQuestion {
  const found = allQuestions.find((each) => each.id === id);
  if (!found) throw new Error(`question ${id}: found none`);
  return found;
}

function answerOf(id: string): number {
  const found = question(id);
  if (found.kind !== 'number') throw new Error(`question ${id}: found ${found.kind}; needed number`);
  return (found.key as { answer: number }).answer;
}

/** The numbers that fill the blanks of a text, in its order; `undefined` for a blank that takes words. */
function blanksOf(id: string): (number | undefined)[] {
  const found = question(id);
  if (found.kind !== 'blanks') throw new Error(`question ${id}: found ${found.kind}; needed blanks`);
  const { blanks } = found.key as { blanks: { answer?: { value: number } }[] };
  return blanks.map(({ answer }) => answer?.value);
}

/** Options of a choice with their length in one language, from what the author wrote. */
function choices(locale: 'zh' | 'en') {
  return allQuestions.flatMap((each) => {
    if (each.kind !== 'single-choice') return [];
    const key = each.key as { options: { id: string; correct: boolean }[] };
    const lengths = key.options.map(({ id, correct }) => ({
      correct,
      length: each.public.options.find((option) => option.id === id)?.text[locale].length ?? 0,
    }));
    return [lengths];
  });
}

/** Every text below a field of this name, at any depth. */
function textsUnder(field: string, value: unknown, below = false): string[] {
  if (typeof value === 'string') return below ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => textsUnder(field, part, below || name === field));
}

describe('the course map', () => {
  it('holds every lesson of the plan, in order, with both languages', () => {
    expect(course.lessons).toHaveLength(22);
    expect(course.lessons.map(({ order }) => order)).toEqual(course.lessons.map((_, index) => index));
    expect(new Set(course.lessons.map(({ module }) => module))).toEqual(new Set(course.modules.map(({ id }) => id)));
  });

  it('says honestly which lessons are ready', () => {
    const ready = course.lessons.filter(({ status }) => status === 'ready').map(({ slug }) => slug);
    expect(ready).toEqual(Object.keys(course.publicQuizzes));
    expect(ready).toContain('start');
    expect(ready).toContain('next-token');
  });
});

describe('the questions', () => {
  it.each(quizzes)('of $lesson are four to eight for each learner, of at least three kinds', (quiz) => {
    const { questions, pools = [] } = quiz;
    const shown = pools.reduce((count, pool) => count - pool.questions.length + pool.draw, questions.length);
    expect(shown).toBeGreaterThanOrEqual(4);
    expect(shown).toBeLessThanOrEqual(8);
    expect(new Set(questions.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(3);
  });

  it.each(quizzes)(
    'of $lesson examine every objective whichever questions of a pool are drawn',
    ({ questions, pools = [] }) => {
      const objectives = new Set(questions.map((each) => each.public.objective));
      const drawn = pools.flatMap((pool) => pool.questions);
      const always = new Set(questions.filter(({ id }) => !drawn.includes(id)).map((each) => each.public.objective));
      for (const pool of pools) {
        const own = new Set(
          questions.filter(({ id }) => pool.questions.includes(id)).map((each) => each.public.objective),
        );
        if (own.size === 1) for (const objective of own) always.add(objective);
      }
      expect(always).toEqual(objectives);
    },
  );

  it.each(['zh', 'en'] as const)('do not betray the right option by its length in %s', (locale) => {
    const guessedByLength = choices(locale).filter((options) => {
      const right = options.find(({ correct }) => correct)?.length ?? 0;
      return options.every(({ correct, length }) => correct || length < right);
    });
    // Picking the longest of four options at random is right one time in four.
    expect(guessedByLength.length).toBeLessThanOrEqual(choices(locale).length / 4);
  });

  it('do not betray the verdict of a true-or-false, nor how many options of a multiple choice are right', () => {
    const verdicts: boolean[] = [];
    const rights: number[] = [];
    for (const each of allQuestions) {
      if (each.kind === 'true-false') verdicts.push(each.key.answer);
      if (each.kind === 'multiple-choice') rights.push(each.key.options.filter(({ correct }) => correct).length);
    }
    for (const told of [verdicts, rights]) {
      const most = Math.max(
        ...[...Map.groupBy<unknown, unknown>(told, (one) => one).values()].map(({ length }) => length),
      );
      expect(most).toBeLessThanOrEqual((told.length * 2) / 3);
    }
  });

  it('do not betray the right option by its place', () => {
    const places = allQuestions.flatMap((each) => {
      if (each.kind !== 'single-choice') return [];
      const key = each.key as { options: { id: string; correct: boolean }[] };
      const right = key.options.find(({ correct }) => correct)?.id;
      return [each.public.options.findIndex(({ id }) => id === right)];
    });
    const mostAtOnePlace = Math.max(...places.map((place) => places.filter((other) => other === place).length));
    expect(mostAtOnePlace).toBeLessThanOrEqual(places.length / 2);
  });

  it('never show the items of an ordering in their right order', () => {
    for (const each of allQuestions) {
      if (each.kind !== 'ordering') continue;
      const key = each.key as { order: { id: string }[] };
      expect(each.public.items.map(({ id }) => id)).not.toEqual(key.order.map(({ id }) => id));
    }
  });

  it('keep every remark out of what is public, and every accepted form out of the public questions', () => {
    const shipped = publicModule(course);
    const remarks = allQuestions.flatMap(({ key }) => textsUnder('feedback', key));
    expect(remarks.length).toBeGreaterThan(4 * allQuestions.length);
    expect(remarks.filter((text) => shipped.includes(text))).toEqual([]);
    expect(shipped).not.toContain('"correct"');
    // Lessons, the glossary and another lesson's questions may use the word that a question asks for; its own quiz may not.
    const forms = quizzes.map(({ questions }) => questions.flatMap(({ key }) => textsUnder('accept', key)));
    expect(forms.flat().length).toBeGreaterThan(0);
    quizzes.forEach(({ questions }, i) => {
      const shown = JSON.stringify(questions.map((each) => each.public));
      expect(forms[i]?.filter((text) => shown.includes(text))).toEqual([]);
    });
  });

  it('have the answers that their formulas give', () => {
    expect(blanksOf('surprise-in-bits')).toEqual([undefined, Math.log2(16), 2 ** 4]);
    expect(answerOf('perplexity')).toBe(2 ** 5);
    expect(answerOf('average-surprise')).toBe((1 + 2 + 3) / 3);
    const variants = course.secretQuizzes.start?.variants?.['rule-of-three'] ?? [];
    expect(variants.length).toBeGreaterThan(1);
    for (const { key, variant } of variants)
      expect((key as { answer: number }).answer).toBeCloseTo((3 / Number(variant?.parameters.n)) * 100, 12);
    expect(answerOf('daily-cost')).toBe(((400 - 150) * 50_000 * 8) / 1_000_000);
  });
});

describe('the numbers in next-token', () => {
  const text = (locale: string) => readFileSync(`${root}lessons/31-next-token/${locale}.mdx`, 'utf8');

  it.each([
    ['zh', 1271],
    ['en', 65],
  ])('give the first loss of %s for its alphabet', (locale, characters) => {
    expect(text(locale)).toContain(
      `ln ${characters} ≈ ${Math.log(characters).toFixed(2)}`.replaceAll(' ≈ ', locale === 'zh' ? '≈' : ' ≈ '),
    );
    expect(text(locale)).toContain(
      locale === 'zh' ? Math.log2(characters).toFixed(1) : Math.log2(characters).toFixed(2),
    );
  });

  it.each([
    [0.5, [78, 20, 2]],
    [2, [47, 33, 19]],
  ])('show what temperature %d makes of 60, 30 and 10 %%', (temperature, shown) => {
    const powers = [0.6, 0.3, 0.1].map((probability) => probability ** (1 / temperature));
    const sum = powers.reduce((total, power) => total + power, 0);
    expect(powers.map((power) => Math.round((power / sum) * 100))).toEqual(shown);
    expect(text('zh')).toContain(shown.map((percent) => `${percent}%`).join('、'));
    expect(text('en')).toContain(`${shown[0]}%, ${shown[1]}% and ${shown[2]}%`);
  });
});
