/** The labs' worker: the one place of the site where tensors live. */
import { selectBackend } from '@glassbox/core';
import { WASM_PATHS } from './assets.ts';
import type { LabMethods } from './contract.ts';
import { closeModel, distribution, guessingPlace, guessingText, openModel, write } from './model-service.ts';
import { type Port, serve } from './protocol.ts';
import { closeRun, exportRun, forgetRun, openRun, reopenRun, saveRun, train } from './training-service.ts';

serve<LabMethods>(self as unknown as Port, {
  selectBackend: async ({ prefer }, { emit }) => {
    // Tensors of one backend mean nothing to another: whoever changes it opens the run or model again.
    closeRun();
    closeModel();
    const onLost = (reason: string) => emit({ kind: 'lost', reason });
    return await selectBackend({ prefer, wasmPaths: WASM_PATHS, onLost });
  },
  openRun,
  reopenRun,
  train,
  saveRun,
  exportRun,
  forgetRun,
  openModel,
  distribution,
  write,
  guessingText,
  guessingPlace,
});
