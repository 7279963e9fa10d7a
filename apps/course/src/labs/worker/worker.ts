/** The labs' worker: the one place of the site where tensors live. */
import { chooseBackend, serveComputing } from './backend-service.ts';
import type { LabMethods } from './contract.ts';
import { closeModel, distribution, guessingPlace, guessingText, openModel, write } from './model-service.ts';
import type { Port } from './protocol.ts';
import { closeRun, exportRun, forgetRun, openRun, reopenRun, saveRun, train } from './training-service.ts';

serveComputing<LabMethods>(self as unknown as Port, {
  selectBackend: async ({ prefer }) => {
    // Tensors of one backend mean nothing to another: whoever changes it opens the run or model again.
    closeRun();
    closeModel();
    return await chooseBackend(prefer);
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
