/** `glassbox resume DIR`: goes on with an interrupted training run, exactly where it stopped. */
import type { BackendName } from '../backend/backend.ts';
import { nodeDirectory } from '../node/node-directory.ts';
import { resumeTrainer } from '../train/resume-trainer.ts';
import { atPath } from './at-path.ts';
import { listenForInterrupt } from './interrupt.ts';
import { startBackend } from './start-backend.ts';
import { finish } from './train-command.ts';
import { jsonView, progressView, type Terminal } from './training-view.ts';

export interface ResumeOptions {
  readonly backend: BackendName | 'auto';
  readonly minutes?: number;
  readonly json?: boolean;
}

/** Continues the run saved in `path` and saves there again. */
export async function resumeCommand(path: string, options: ResumeOptions, terminal: Terminal): Promise<void> {
  const interrupt = listenForInterrupt(terminal);
  try {
    const backend = await startBackend(options.backend, terminal);
    const directory = nodeDirectory(path);
    const trainer = await atPath(path, () => resumeTrainer(directory));
    const { maxSteps } = trainer.config;
    const view = options.json ? jsonView(terminal) : progressView(terminal, maxSteps);
    if (trainer.step >= maxSteps) {
      view.note(`${path}: all ${maxSteps} steps are done; there is nothing to resume.`);
      trainer.dispose();
      return;
    }
    view.note(`Going on after step ${trainer.step} of ${maxSteps} · ${backend.label}`);
    await finish({ trainer, directory, view, interrupt, options: { ...options, out: path } });
  } finally {
    interrupt.release();
  }
}
