/** `glassbox logits DIR --ids 1,2,3`: raw scores, for comparing with other frameworks; no tokenizer is needed. */
import type { BackendName } from '../backend/backend.ts';
import { loadModel } from '../checkpoint/load-model.ts';
import { nodeDirectory } from '../node/node-directory.ts';
import { atPath } from './at-path.ts';
import { startBackend } from './start-backend.ts';
import type { Terminal } from './training-view.ts';

export interface LogitsOptions {
  readonly backend: BackendName | 'auto';
  readonly ids: readonly number[];
  readonly all?: boolean;
  readonly json?: boolean;
}

const SHOWN = 10;

/**
 * Writes `{"ids":[…],"logits":[V numbers]}` for the token after the last id, or with `all` `{"ids":[…],"logits":[[V
 * numbers] per id]}`; without `json` a short table of the highest.
 */
export async function logitsCommand(path: string, options: LogitsOptions, terminal: Terminal): Promise<void> {
  await startBackend(options.backend, terminal);
  const { model } = await atPath(path, () => loadModel(nodeDirectory(path)));
  try {
    const rows = await atPath(path, async () => {
      const ids = Int32Array.from(options.ids);
      const logits = options.all
        ? model.forward(ids, [1, ids.length])
        : model.logitsAt(ids, [1, ids.length], ids.length - 1);
      const values = (await logits.data()) as Float32Array;
      logits.dispose();
      return rowsOf(values, model.config.vocabSize);
    });
    terminal.out.write(options.json ? toJson(options, rows) : toTable(options, rows));
  } finally {
    model.dispose();
  }
}

function rowsOf(values: Float32Array, vocabSize: number): number[][] {
  return Array.from({ length: values.length / vocabSize }, (_, row) =>
    Array.from(values.subarray(row * vocabSize, (row + 1) * vocabSize)),
  );
}

function toJson({ ids, all }: LogitsOptions, rows: readonly number[][]): string {
  return `${JSON.stringify({ ids, logits: all ? rows : rows[0] })}\n`;
}

function toTable({ ids, all }: LogitsOptions, rows: readonly number[][]): string {
  const lines = rows.map((row, index) => {
    const highest = Array.from(row, (logit, id) => ({ logit, id })).sort((a, b) => b.logit - a.logit);
    const shown = highest.slice(0, SHOWN).map(({ id, logit }) => `${id}: ${logit.toFixed(4)}`);
    return `after ${ids.slice(0, all ? index + 1 : ids.length).join(',')} → ${shown.join('  ')}`;
  });
  return `${lines.join('\n')}\n`;
}
