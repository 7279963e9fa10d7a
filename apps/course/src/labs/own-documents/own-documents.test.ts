import { expect, test } from 'vitest';
import type { Connection } from '../worker/connection.ts';
import { FIRST_SETTING } from './choices.ts';
import type { DocumentMethods, Outcome, Progress, Setting } from './contract.ts';
import { OwnDocuments } from './own-documents.svelte.ts';

interface HeldAsk {
  setting: Setting;
  signal: AbortSignal | undefined;
  tell(progress: Progress): void;
  answer(): void;
}

/** Takes any document at once and holds every question until it is let go; a cancelled one fails, as in the worker. */
async function shelfWithOneDocument() {
  const asks: HeldAsk[] = [];
  const ask = (setting: Setting, signal: AbortSignal | undefined, tell: HeldAsk['tell']) =>
    new Promise<Outcome>((resolve, reject) => {
      const outcome = { question: 'q', setting, refused: true, sentences: [], confidence: 0, found: [], chunks: 1 };
      asks.push({ setting, signal, tell, answer: () => resolve(outcome) });
      signal?.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
    });
  const connection: Connection<DocumentMethods> = {
    call: async (method, params, { onEvent, signal } = {}) => {
      if (method !== 'ask') return { added: [{ id: 'a', title: 'a', text: 'a' }], problems: [] } as never;
      const { setting } = params as DocumentMethods['ask']['params'];
      return (await ask(setting, signal, onEvent as HeldAsk['tell'])) as never;
    },
    close: () => undefined,
  };
  const lab = new OwnDocuments(connection);
  await lab.add([{ name: 'a', bytes: new Uint8Array() }], FIRST_SETTING);
  return { lab, asks };
}

const wider = { ...FIRST_SETTING, columns: 400 };

test('cutting for another width shows how far it is; called off, the shelf keeps its width and nothing has failed', async () => {
  const { lab, asks } = await shelfWithOneDocument();
  const asking = lab.ask('q', wider);
  asks[0]?.tell({ of: 'characters', done: 3, total: 10 });
  expect(lab.progress).toMatchObject({ done: 3, total: 10 });
  lab.cancel();
  await asking;
  expect([lab.busy, lab.cancelled, lab.columns, lab.failure, lab.outcome]).toEqual([
    undefined,
    'asking',
    FIRST_SETTING.columns,
    undefined,
    undefined,
  ]);
});

test('a width that is no longer wanted is not cut to the end', async () => {
  const { lab, asks } = await shelfWithOneDocument();
  const first = lab.ask('q', wider);
  void lab.ask('q', { ...wider, threshold: 0 });
  expect(asks[0]?.signal?.aborted).toBe(false);
  void lab.ask('q', { ...FIRST_SETTING, columns: 80 });
  expect(asks[0]?.signal?.aborted).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(asks.map(({ setting }) => setting.columns)).toEqual([400, 80]);
  asks[1]?.answer();
  await first;
  expect([lab.columns, lab.outcome?.setting.columns, lab.cancelled]).toEqual([80, 80, undefined]);
});
