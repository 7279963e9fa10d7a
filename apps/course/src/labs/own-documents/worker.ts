/** The worker of `own-documents`: files come in, nothing goes out; the embedder is the only thing it fetches. */
import { loadEmbedder } from '@glassbox/core/rag';
import { type Port, serve } from '../worker/protocol.ts';
import { embedderFolder } from './assets.ts';
import type { DocumentMethods } from './contract.ts';
import { createShelf, type Shelf } from './shelf.ts';

let shelf: Promise<Shelf> | undefined;

serve<DocumentMethods>(self as unknown as Port, {
  add: async ({ files, columns }, { signal, emit }) => (await opened()).add(files, columns, { signal, report: emit }),
  remove: async ({ id }) => {
    await (await opened()).remove(id);
    return null;
  },
  ask: async ({ question, setting }, { signal, emit }) =>
    (await opened()).ask(question, setting, { signal, report: emit }),
});

function opened(): Promise<Shelf> {
  shelf ??= embedderFolder()
    .then(loadEmbedder)
    .then(createShelf)
    .catch((error: unknown) => {
      shelf = undefined; // a failed download may be tried again
      throw error;
    });
  return shelf;
}
