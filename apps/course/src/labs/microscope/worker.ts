/** The microscope's worker: one shipped model, looked into. */
import { ablated, type Gpt, surprisal, type Tokenizer } from '@glassbox/core';
import { assertGpuThere, chooseBackend, serveComputing } from '../worker/backend-service.ts';
import { loadShipped, startOf } from '../worker/load-shipped.ts';
import { type Port, WorkerCallError } from '../worker/protocol.ts';
import type { MicroscopeMethods } from './contract.ts';
import { lookInto, type ReadModel, readModel } from './looking.ts';

let open: ReadModel | undefined;

serveComputing<MicroscopeMethods>(self as unknown as Port, {
  selectBackend: async ({ prefer }) => {
    close();
    return await chooseBackend(prefer);
  },

  openModel: async ({ name }) => {
    close();
    const { model, tokenizer } = await loadShipped(name);
    open = await readModel(model, tokenizer);
    return open.opened;
  },

  look: async ({ text, ...asked }) => {
    assertGpuThere();
    return await lookInto(current(), { text: startOf(text), ...asked });
  },

  headsInTurn: async ({ text }, { signal, emit }) => {
    const { model, tokenizer } = current();
    const all = await meanBits(model, tokenizer, text);
    for (let layer = 0; layer < model.config.nLayer; layer++) {
      for (let head = 0; head < model.config.nHead; head++) {
        if (signal.aborted) return { all };
        assertGpuThere();
        const without = ablated(model, { heads: [{ layer, head }] });
        emit({ layer, head, bits: await meanBits(without, tokenizer, text) });
      }
    }
    return { all };
  },
});

/** Mean surprise of the text's own characters; the blank line before them is only its beginning. */
async function meanBits(model: Gpt, tokenizer: Tokenizer, text: string): Promise<number> {
  const bits = (await surprisal(model, tokenizer, startOf(text))).slice(startOf('').length);
  return bits.reduce((sum, one) => sum + one, 0) / bits.length;
}

function close(): void {
  open?.model.dispose();
  open = undefined;
}

function current(): ReadModel {
  if (!open) throw new WorkerCallError('NO_MODEL', 'microscope: no model is open; openModel comes first.');
  return open;
}
