/** The lab's worker: four models, each opened when it is first needed and kept, one loop that writes with any of them. */
import type { Gpt, Tokenizer } from '@glassbox/core';
import type { Locale } from '@glassbox/quiz';
import { assertGpuThere, chooseBackend, serveComputing } from '../worker/backend-service.ts';
import { loadFolder } from '../worker/load-shipped.ts';
import { type Port, WorkerCallError } from '../worker/protocol.ts';
import { filesOf } from './assets.ts';
import type { Kind, OneDecoderMethods } from './contract.ts';
import { type Form, formOf } from './forms.ts';
import { makePiece } from './make-piece.ts';

interface Opened {
  model: Gpt;
  tokenizer: Tokenizer;
  form: Form;
}

const opened = new Map<Kind, Opened>();

serveComputing<OneDecoderMethods>(self as unknown as Port, {
  selectBackend: async ({ prefer }) => {
    for (const { model } of opened.values()) model.dispose();
    opened.clear();
    return await chooseBackend(prefer);
  },

  open: async ({ kind, locale }) => {
    const { model } = await open(kind, locale);
    const { nLayer, nHead, nEmbd, blockSize, vocabSize } = model.config;
    return { nLayer, nHead, nEmbd, blockSize, vocabSize, parameterCount: model.parameterCount };
  },

  make: async (request, { signal, emit }) => {
    assertGpuThere();
    const found = opened.get(request.kind);
    if (!found) throw new WorkerCallError('NO_MODEL', `one-decoder: ${request.kind} is not open; open comes first.`);
    const end = await makePiece(found, request, signal, emit);
    assertGpuThere();
    return end;
  },

  readAs: async ({ tokenIds, kind, locale }) => (await open(kind, locale)).form.showAny(tokenIds),
});

async function open(kind: Kind, locale: Locale): Promise<Opened> {
  const found = opened.get(kind);
  if (found) return found;
  assertGpuThere();
  const { model, tokenizer } = await loadFolder(kind, filesOf(kind, locale));
  const fresh = { model, tokenizer, form: formOf(kind, tokenizer) };
  opened.set(kind, fresh);
  return fresh;
}
