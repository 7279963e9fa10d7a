/** Standard output and error of the process, which may be pipes whose reader leaves early (`| head`). */
import { explainFileError } from './cli-error.ts';
import type { Terminal } from './training-view.ts';

/**
 * Returns the process's terminal. After an error on standard output nothing more is written there and `closed` aborts,
 * so that a command can save what it has. A reader that left is no mistake; anything else, such as a full disk, is.
 */
export function openTerminal({ stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>): Terminal {
  const controller = new AbortController();
  const closed = controller.signal;
  stderr.on('error', () => undefined); // nobody reads the notes; that must not end a run
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (closed.aborted) return;
    controller.abort();
    if (error.code === 'EPIPE') return;
    stderr.write(
      `glassbox: standard output: it can't be written: ${explainFileError(error)}; ` +
        'a file or pipe that takes the output was needed; send it elsewhere.\n',
    );
    process.exitCode = 1;
  });
  return {
    out: {
      write: (text) => !closed.aborted && stdout.write(text),
      get isTTY() {
        return stdout.isTTY;
      },
      get columns() {
        return stdout.columns;
      },
    },
    err: stderr,
    closed,
  };
}
