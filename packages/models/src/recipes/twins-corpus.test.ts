import { createRandom } from '@glassbox/core';
import { describe, expect, it } from 'vitest';
import { BOXES, END, SORTED_KINDS, sortedThings, TEST_KINDS, twinsCorpus, twinsTokenizer } from './twins-corpus.ts';
import { LEVELS, makeTasks } from './twins-duel.ts';
import { KINDS } from './twins-things.ts';

const things = (kinds: typeof KINDS) => new Set(kinds.flatMap(({ things: { en, zh } }) => [...en, ...zh]));
const boxes = new Set<string>(BOXES);

describe('the corpus of the twins', () => {
  const text = twinsCorpus(300, 5);
  const paragraphs = text.split(END).map((paragraph) => paragraph.trim().split(' '));
  const lists = paragraphs.filter(([, second = '']) => boxes.has(second));

  it('is the same for the same seed, and every word of it is one token', () => {
    expect(twinsCorpus(300, 5)).toBe(text);
    expect(twinsCorpus(300, 6)).not.toBe(text);
    const tokenizer = twinsTokenizer();
    expect(tokenizer.encode(text)).toHaveLength(text.split(' ').length);
    expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  });

  it('talks about all kinds and never sorts those of the test', () => {
    expect(lists.length).toBeGreaterThan(100);
    expect(lists.length).toBeLessThan(200);
    const sorted = new Set(lists.flat());
    expect([...things(TEST_KINDS)].filter((thing) => sorted.has(thing))).toEqual([]);
    const talked = new Set(paragraphs.flat());
    expect([...things(TEST_KINDS)].filter((thing) => talked.has(thing)).length).toBeGreaterThan(50);
    expect([...things(SORTED_KINDS)].some((thing) => things(TEST_KINDS).has(thing))).toBe(false);
  });

  it('puts all things of a kind into the same of two boxes within a list', () => {
    for (const list of lists) {
      const used = new Map<string, string>();
      for (let i = 0; i < list.length; i += 2) {
        const [thing = '', box = ''] = list.slice(i, i + 2);
        const kind = KINDS.find(({ things: { en, zh } }) => en.includes(thing) || zh.includes(thing))?.name ?? thing;
        expect(used.get(kind) ?? box).toBe(box);
        used.set(kind, box);
      }
      expect(new Set(used.values()).size).toBeLessThanOrEqual(2);
    }
  });
});

describe('the games of the duel', () => {
  it('ask for things that are none of the examples, of six kinds, three to a box', () => {
    for (const { examples, questions, boxes: pair } of makeTasks(TEST_KINDS, LEVELS[1], 3, 1)) {
      expect([examples.length, questions.length]).toEqual([40, 20]);
      const known = new Set(examples.map(({ thing }) => thing));
      expect(questions.some(({ thing }) => known.has(thing))).toBe(false);
      const all = [...examples, ...questions];
      expect(pair.map((box) => all.filter((sorted) => sorted.box === box).length)).toEqual([30, 30]);
    }
  });

  it('are the same for the same seed', () => {
    expect(makeTasks(TEST_KINDS, LEVELS[0], 2, 1)).toEqual(makeTasks(TEST_KINDS, LEVELS[0], 2, 1));
    expect(makeTasks(TEST_KINDS, LEVELS[0], 2, 1)).not.toEqual(makeTasks(TEST_KINDS, LEVELS[0], 2, 2));
  });

  it('name boxes and not kinds', () => {
    const [kind, other] = KINDS;
    if (!kind || !other) throw new Error('there are kinds');
    const sorted = sortedThings([[kind], [other]], ['A', 'B'], 'en', createRandom(1));
    expect(
      sorted
        .filter(({ box }) => box === 'A')
        .map(({ thing }) => thing)
        .sort(),
    ).toEqual([...kind.things.en].sort());
  });
});
