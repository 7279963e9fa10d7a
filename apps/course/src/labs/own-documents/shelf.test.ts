import { fileURLToPath } from 'node:url';
import { nodeDirectory } from '@glassbox/core/node';
import { loadEmbedder } from '@glassbox/core/rag';
import { beforeAll, describe, expect, test } from 'vitest';
import { FIRST_SETTING } from './choices.ts';
import type { Progress } from './contract.ts';
import { markOf, tallyOf } from './marking.ts';
import { ownDocumentsMessages } from './messages.ts';
import { sampleFor } from './sample.ts';
import { createShelf, type Shelf } from './shelf.ts';

const folder = fileURLToPath(new URL('.', import.meta.resolve('@glassbox/models/embedder/config.json')));
const encoded = ({ name, text }: { name: string; text: string }) => ({ name, bytes: new TextEncoder().encode(text) });
let open: () => Promise<Shelf>;

beforeAll(async () => {
  const embedder = await loadEmbedder(nodeDirectory(folder));
  open = () => createShelf(embedder);
});

describe.each(['zh', 'en'] as const)('the sample in %s', (locale) => {
  const sample = sampleFor(locale);

  async function examined(threshold: number, withOrder = false) {
    const shelf = await open();
    await shelf.add([encoded(sample), ...(withOrder ? [encoded(sample.order)] : [])], FIRST_SETTING.columns);
    const marked = [];
    for (const question of sample.questions) {
      const outcome = await shelf.ask(question.text, { ...FIRST_SETTING, threshold });
      marked.push({ question, outcome, mark: markOf(question, outcome) });
    }
    return marked;
  }

  test('most questions end well with the first settings; without a threshold nothing is refused', async () => {
    expect(tallyOf(await examined(FIRST_SETTING.threshold)).right).toBeGreaterThanOrEqual(9);
    expect(tallyOf(await examined(0))).toMatchObject({ madeUp: 6, silent: 0 });
  });

  test('every sentence stands in the document at its place, and in the chunk it is said to stand in', async () => {
    for (const { outcome } of await examined(0)) {
      for (const { text, place, chunk } of outcome.sentences) {
        expect(sample.text).toContain(text);
        const found = outcome.found[chunk];
        expect(found?.text).toContain(text);
        expect(found?.cited).toBe(true);
        expect(place.start).toBeGreaterThanOrEqual(found?.start ?? Number.POSITIVE_INFINITY);
      }
    }
  });

  test('an order in a document changes no verdict', async () => {
    const marks = (marked: Awaited<ReturnType<typeof examined>>) => marked.map(({ mark }) => mark);
    expect(marks(await examined(FIRST_SETTING.threshold, true))).toEqual(
      marks(await examined(FIRST_SETTING.threshold)),
    );
  });

  test('asked for what the order says, it is quoted with its place', async () => {
    const shelf = await open();
    await shelf.add([encoded(sample), encoded(sample.order)], FIRST_SETTING.columns);
    const { sentences } = await shelf.ask(ownDocumentsMessages(locale).orderQuestion, FIRST_SETTING);
    expect(sentences.map(({ place }) => place.document)).toContain(sample.order.name);
  });
});

test('another width cuts anew; a removed document is not found', async () => {
  const shelf = await open();
  const sample = sampleFor('en');
  await shelf.add([encoded(sample)], 240);
  const wide = await shelf.ask('warranty', FIRST_SETTING);
  const narrow = await shelf.ask('warranty', { ...FIRST_SETTING, columns: 80 });
  expect(narrow.chunks).toBeGreaterThan(wide.chunks);
  await shelf.remove(sample.name);
  expect(await shelf.ask('warranty', FIRST_SETTING)).toMatchObject({ refused: true, chunks: 0, found: [] });
});

test('one bad file has its reason and stops no other', async () => {
  const shelf = await open();
  const file = (name: string, text: string) => encoded({ name, text });
  const { added, problems } = await shelf.add(
    [
      file('empty.txt', ' \n'),
      file('table.xlsx', 'x'),
      file('broken.pdf', '%PDF-nothing'),
      file('good.txt', 'Tea is hot.'),
    ],
    240,
  );
  expect(added.map(({ id }) => id)).toEqual(['good.txt']);
  expect(problems.map(({ kind }) => kind)).toEqual(['empty', 'ending', 'unreadable']);
});

test('what was not read when it is stopped is not on the shelf', async () => {
  const shelf = await open();
  const stop = new AbortController();
  const report = () => stop.abort();
  const { added } = await shelf.add([encoded(sampleFor('en'))], 240, { signal: stop.signal, report });
  expect(added).toEqual([]);
  expect((await shelf.ask('warranty', FIRST_SETTING)).chunks).toBe(0);
});

test('another width tells how far it is, within one document too; stopped, the shelf stays as it was cut', async () => {
  const shelf = await open();
  const name = 'long.txt';
  await shelf.add([encoded({ name, text: sampleFor('en').text.repeat(20) })], FIRST_SETTING.columns);
  const { chunks } = await shelf.ask('warranty', FIRST_SETTING);
  const reports: Progress[] = [];
  const report = (progress: Progress) => reports.push(progress);
  const narrow = { ...FIRST_SETTING, columns: 80 };

  const stop = new AbortController();
  const stopped = shelf.ask('warranty', narrow, {
    signal: stop.signal,
    report: (progress) => progress.done > 0 && stop.abort(),
  });
  await expect(stopped).rejects.toThrow();
  expect(await shelf.ask('warranty', FIRST_SETTING, { report })).toMatchObject({ chunks });
  expect(reports).toEqual([]);

  await shelf.ask('warranty', narrow, { report });
  const done = reports.map((one) => one.done);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
  expect(new Set(done).size).toBeGreaterThan(2);
  expect(done.at(-1)).toBe(reports.at(-1)?.total);
});
