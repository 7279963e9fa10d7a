/** `glassbox train CORPUS… --out DIR`: a text becomes a model. */
import type { BackendName } from '../backend/backend.ts';
import { type Batches, batches } from '../data/batches.ts';
import { createGpt } from '../model/gpt.ts';
import { charTokenizer } from '../tokenizer/char-tokenizer.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { trainBpe } from '../tokenizer/train-bpe.ts';
import { PRESETS, type Preset, type PresetName } from '../train/presets.ts';
import { createTrainer, type Trainer } from '../train/trainer.ts';
import { applyConfig, type ConfigFile, readConfigFile } from './config-file.ts';
import { listenForInterrupt } from './interrupt.ts';
import { openOutput } from './open-output.ts';
import { planSteps } from './plan-steps.ts';
import { readCorpus } from './read-corpus.ts';
import { runTraining } from './run-training.ts';
import { startBackend } from './start-backend.ts';
import { jsonView, progressView, type Terminal, type TrainingView } from './training-view.ts';

export interface TrainOptions {
  readonly out: string;
  readonly preset: PresetName;
  readonly tokenizer: 'char' | 'bpe';
  /** Tokens of a bpe tokenizer. */
  readonly vocabSize: number;
  readonly seed: number;
  readonly backend: BackendName | 'auto';
  readonly minutes?: number;
  readonly config?: string;
  readonly json?: boolean;
}

/** Trains on the given files and saves into `out`. */
export async function trainCommand(paths: readonly string[], options: TrainOptions, terminal: Terminal): Promise<void> {
  const interrupt = listenForInterrupt(terminal);
  try {
    const file = options.config === undefined ? {} : await readConfigFile(options.config);
    const text = await readCorpus(paths);
    const material = prepareData(text, options, file);
    const directory = await openOutput(options.out);
    const backend = await startBackend(options.backend, terminal);
    const trainer = await prepareTrainer(material, options, file, interrupt.signal);
    const view = options.json ? jsonView(terminal) : progressView(terminal, trainer.config.maxSteps);
    view.note(describe(text, trainer, options.tokenizer, backend.label));
    await finish({ trainer, directory, view, interrupt, options });
  } finally {
    interrupt.release();
  }
}

interface Material {
  readonly preset: Preset;
  readonly tokenizer: Tokenizer;
  readonly tokenIds: Int32Array;
  readonly data: Batches;
}

/** Everything that can be wrong with text and settings shows here, before a folder is made. */
function prepareData(text: string, options: TrainOptions, file: ConfigFile): Material {
  const { preset: name, seed, config, vocabSize } = options;
  const preset = config === undefined ? PRESETS[name] : applyConfig(PRESETS[name], file, config);
  const tokenizer = options.tokenizer === 'bpe' ? trainBpe(text, { vocabSize }) : charTokenizer(text);
  const tokenIds = tokenizer.encode(text);
  const data = batches(tokenIds, { batchSize: preset.train.batchSize, blockSize: preset.model.blockSize, seed });
  return { preset, tokenizer, tokenIds, data };
}

async function prepareTrainer(
  { preset, tokenizer, tokenIds, data }: Material,
  { seed, minutes }: TrainOptions,
  file: ConfigFile,
  signal: AbortSignal,
): Promise<Trainer> {
  const planned = minutes !== undefined && file.train?.maxSteps === undefined;
  const maxSteps = planned ? await planSteps(preset, { tokenizer, tokenIds, minutes, signal }) : preset.train.maxSteps;
  const model = createGpt({ ...preset.model, vocabSize: tokenizer.vocabSize }, { seed });
  return createTrainer({ model, tokenizer, data, config: { ...preset.train, maxSteps }, seed });
}

interface Run {
  readonly trainer: Trainer;
  readonly directory: Awaited<ReturnType<typeof openOutput>>;
  readonly view: TrainingView;
  readonly interrupt: ReturnType<typeof listenForInterrupt>;
  readonly options: { readonly out: string; readonly minutes?: number; readonly json?: boolean };
}

/** Runs, saves, says where the model is and how to go on; frees the trainer. Shared with `resume`. */
export async function finish({ trainer, directory, view, interrupt, options }: Run): Promise<void> {
  const { out, minutes, json } = options;
  try {
    const complete = await runTraining({
      trainer,
      directory,
      view,
      signal: interrupt.signal,
      withSamples: !json,
      ...(minutes !== undefined && { limitMs: minutes * 60_000 }),
    });
    const done = `Saved in ${out} after step ${trainer.step} of ${trainer.config.maxSteps}.`;
    view.note(complete ? `${done} Try: glassbox generate ${out}` : `${done} Go on: glassbox resume ${out}`);
  } finally {
    trainer.dispose();
  }
}

function describe(
  text: string,
  { model, config }: Trainer,
  tokenizer: TrainOptions['tokenizer'],
  backend: string,
): string {
  const count = (value: number) => value.toLocaleString('en');
  const kinds = tokenizer === 'bpe' ? 'kinds of tokens' : 'different';
  return (
    `${count([...text].length)} characters, ${model.config.vocabSize} ${kinds} · ${count(model.parameterCount)} parameters · ` +
    `${count(config.maxSteps)} steps · ${backend}`
  );
}
