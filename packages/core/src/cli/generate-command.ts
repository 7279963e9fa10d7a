/** `glassbox generate DIR`: the model goes on writing after a prompt. */
import type { BackendName } from '../backend/backend.ts';
import { loadModel } from '../checkpoint/load-model.ts';
import { generate } from '../evaluate/generate.ts';
import { nodeDirectory } from '../node/node-directory.ts';
import { atPath } from './at-path.ts';
import { CliError } from './cli-error.ts';
import { listenForInterrupt } from './interrupt.ts';
import { startBackend } from './start-backend.ts';
import type { Terminal } from './training-view.ts';

export interface GenerateCommandOptions {
  readonly backend: BackendName | 'auto';
  readonly prompt: string;
  readonly maxTokens: number;
  readonly seed: number;
  readonly temperature: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly json?: boolean;
}

/** Writes prompt and continuation as they come; with `json` one line `{"prompt","text","tokens","seed"}` at the end. */
export async function generateCommand(
  path: string,
  options: GenerateCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const { prompt, seed, json } = options;
  const { out } = terminal;
  const interrupt = listenForInterrupt(terminal);
  await startBackend(options.backend, terminal);
  const { model, tokenizer, tokenizerProblem } = await atPath(path, () => loadModel(nodeDirectory(path)));
  try {
    if (!tokenizer) {
      throw new CliError(
        `${path}: ${tokenizerProblem?.message ?? 'no tokenizer.json was found; it is needed for text; copy it there or use "glassbox logits".'}`,
      );
    }
    let text = '';
    let tokens = 0;
    for await (const piece of generate(model, tokenizer, prompt, { ...options, signal: interrupt.signal })) {
      if (!json) out.write(tokens === 0 ? prompt + piece : piece);
      text += piece;
      tokens++;
    }
    out.write(json ? `${JSON.stringify({ prompt, text, tokens, seed })}\n` : '\n');
  } finally {
    model.dispose();
    interrupt.release();
  }
}
