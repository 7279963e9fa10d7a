/**
 * The worker's training side: opens a run from settings or from a checkpoint, trains it while telling reports, samples
 * and saves, and hands out the files. One run at a time; the tensors belong to the trainer and are freed with it.
 */
import {
  batches,
  charTokenizer,
  createGpt,
  createTrainer,
  resumeTrainer,
  type Trainer,
  type TrainReport,
} from '@glassbox/core';
import { knownWords, measureTexts } from '../parts/measure.ts';
import { shippedText } from './assets.ts';
import { assertGpuThere } from './backend-service.ts';
import type { CorpusChoice, ExportedFile, RunEnd, RunEvent, RunInfo, RunSettings, Sample } from './contract.ts';
import { exportedFiles } from './export-model.ts';
import { emptyKeep, type Keep, openKeep, type RunRecord, readRecord, writeRecord } from './keep.ts';
import { oneStanzaCorpus, VALIDATION_SHARE } from './one-stanza.ts';
import { oneTurn } from './one-turn.ts';
import { type CallContext, codeOf, WorkerCallError } from './protocol.ts';
import { writeTexts } from './write-texts.ts';

/** Reports are posted in bundles: the page draws at most ten times a second. */
const BUNDLE_MS = 100;

interface OpenRun {
  slot: string;
  keep: Keep;
  trainer: Trainer;
  settings: RunSettings;
  info: RunInfo;
  known: ReadonlySet<string>;
}

let open: OpenRun | undefined;

/**
 * Builds tokenizer, data, model and trainer of a new run, then closes the open one and empties the folder of its slot. Cancelled before that it
 * throws CANCELLED, and what was open and kept stays as it was.
 */
export async function openRun(
  { slot, settings }: { slot: string; settings: RunSettings },
  { signal }: Pick<CallContext<never>, 'signal'>,
): Promise<RunInfo> {
  const { text, validationFraction } = await corpusUnlessCancelled(settings.corpus, signal);
  const tokenizer = charTokenizer(text);
  const { batchSize } = settings.train;
  const { seed, model: shape } = settings;
  const data = batches(tokenizer.encode(text), { batchSize, blockSize: shape.blockSize, seed, validationFraction });
  const model = createGpt({ ...shape, vocabSize: tokenizer.vocabSize }, { seed });
  let trainer: Trainer | undefined;
  let keep: Keep | undefined;
  try {
    trainer = createTrainer({ model, tokenizer, data, config: settings.train, seed });
    await oneTurn();
    if (signal.aborted) throw cancelled();
    closeRun();
    keep = await openKeep(slot);
    await emptyKeep(keep.directory);
  } catch (error) {
    (trainer ?? model).dispose();
    keep?.release();
    throw error;
  }
  const info: RunInfo = {
    settings: withoutText(settings),
    measure: settings.sampling.measure,
    tokensPerStep: batchSize * shape.blockSize,
    parameterCount: model.parameterCount,
    vocabSize: tokenizer.vocabSize,
    trainTokens: data.trainTokenIds.length,
    validationTokens: data.validationTokenIds.length,
    maxSteps: settings.train.maxSteps,
    step: 0,
    elapsedMs: 0,
    writingMs: 0,
    keeping: keep.keeping,
    history: [],
    samples: [],
  };
  const known = settings.sampling.measure === 'known-words' ? knownWords(text) : new Set<string>();
  open = { slot, keep, trainer, settings, info, known };
  return info;
}

/** Continues a run from its checkpoint, or takes up the one that is still in memory. */
export async function reopenRun({ slot }: { slot: string }): Promise<RunInfo> {
  if (open?.slot === slot) return snapshot(open);
  closeRun();
  const keep = await openKeep(slot);
  try {
    if (keep.keeping === 'other-tab') {
      throw new WorkerCallError(
        'OTHER_TAB',
        'lab storage: another tab trains this run; close it there; then continue here.',
      );
    }
    const { settings, info, knownWords: words } = await readRecord(keep.directory);
    const trainer = await resumeTrainer(keep.directory);
    const history = info.history.filter((point) => point.step <= trainer.step);
    const samples = info.samples.filter((sample) => sample.step <= trainer.step);
    const { writingMs = 0 } = info;
    const restored = { ...info, writingMs, settings, history, samples, step: trainer.step, keeping: keep.keeping };
    open = {
      slot,
      keep,
      trainer,
      settings,
      info: restored,
      known: new Set(words),
    };
    return snapshot(open);
  } catch (error) {
    keep.release();
    throw error;
  }
}

/** Trains until the last step or until cancelled; saves early, every `saveEveryMs`, at the end. Throws GPU_LOST when it is. */
export async function train(params: { saveEveryMs: number }, call: CallContext<RunEvent>): Promise<RunEnd> {
  try {
    return await trainOpenRun(current(), params.saveEveryMs, call);
  } catch (error) {
    assertGpuThere();
    throw error;
  }
}

async function trainOpenRun(run: OpenRun, saveEveryMs: number, call: CallContext<RunEvent>): Promise<RunEnd> {
  const { trainer, settings } = run;
  // A new run is saved right after its first step, so that a tab closed early can still continue.
  let savedAt = trainer.step === 0 ? Number.NEGATIVE_INFINITY : performance.now();
  let postedAt = 0;
  let bundle: TrainReport[] = [];
  const post = () => {
    if (bundle.length > 0) call.emit({ kind: 'reports', reports: bundle });
    bundle = [];
    postedAt = performance.now();
  };
  if (sampleIsDue(run)) await addSample(run, settings.sampling.texts, call);

  for await (const report of trainer.run({ signal: call.signal })) {
    assertGpuThere();
    const now = performance.now();
    bundle.push(report);
    remember(run, report);
    if (now - postedAt > BUNDLE_MS) post();
    if (sampleIsDue(run) && report.step < run.info.maxSteps) {
      post();
      await addSample(run, settings.sampling.texts, call);
    }
    if (performance.now() - savedAt > saveEveryMs) {
      await saveAndTell(run, call);
      savedAt = performance.now();
    }
  }
  post();
  const finished = trainer.step >= run.info.maxSteps;
  if (finished && run.info.samples.at(-1)?.step !== trainer.step) {
    await addSample(run, settings.sampling.finalTexts, call);
  }
  await saveAndTell(run, call);
  return { step: trainer.step, finished };
}

/** Writes the checkpoint now; while training, core waits for the step at hand. */
export async function saveRun(): Promise<{ step: number }> {
  const run = current();
  await save(run);
  return { step: run.trainer.step };
}

/** The trained model as the three files of the Hugging Face layout. */
export async function exportRun(): Promise<ExportedFile[]> {
  const { trainer } = current();
  return await exportedFiles(trainer.model, trainer.tokenizer);
}

/** Frees the run and removes what was kept of it. */
export async function forgetRun({ slot }: { slot: string }): Promise<null> {
  closeRun();
  const keep = await openKeep(slot);
  if (keep.keeping === 'kept') await emptyKeep(keep.directory);
  keep.release();
  return null;
}

/** Frees the tensors of the open run and lets another tab have its folder. */
export function closeRun(): void {
  open?.trainer.dispose();
  open?.keep.release();
  open = undefined;
}

function current(): OpenRun {
  if (!open) throw new WorkerCallError('NO_RUN', 'lab worker: no run is open; openRun or reopenRun comes first.');
  return open;
}

async function corpusUnlessCancelled(choice: CorpusChoice, signal: AbortSignal): ReturnType<typeof corpusText> {
  const corpus = await corpusText(choice, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  if (corpus && !signal.aborted) return corpus;
  throw cancelled();
}

function cancelled(): WorkerCallError {
  return new WorkerCallError('CANCELLED', 'lab worker: the run was cancelled before it began; start it again.');
}

async function corpusText(
  choice: CorpusChoice,
  signal: AbortSignal,
): Promise<{ text: string; validationFraction: number }> {
  if (choice.kind === 'own') return { text: choice.text, validationFraction: VALIDATION_SHARE };
  const text = await shippedText(choice.name, signal);
  return choice.kind === 'one-stanza' ? oneStanzaCorpus(text) : { text, validationFraction: VALIDATION_SHARE };
}

/** Adds a report to the curve that is kept. */
function remember(run: OpenRun, { step, loss, validationLoss, elapsedMs }: TrainReport): void {
  run.info.history.push(validationLoss === undefined ? { step, loss } : { step, loss, validationLoss });
  run.info.step = step;
  run.info.elapsedMs = elapsedMs;
}

/** True at step 0 and every so many steps, unless the sample of this step was written before a pause. */
function sampleIsDue({ trainer, settings, info }: OpenRun): boolean {
  return trainer.step % settings.sampling.everySteps === 0 && info.samples.at(-1)?.step !== trainer.step;
}

async function addSample(run: OpenRun, count: number, call: CallContext<RunEvent>): Promise<void> {
  const { trainer, settings, known } = run;
  const { maxTokens, temperature, stop, measure } = settings.sampling;
  call.emit({ kind: 'writing', step: trainer.step });
  // The seed depends on the step only, so an interrupted run writes what an uninterrupted one would.
  const seed = settings.seed * 1_000 + trainer.step;
  const options = { count, maxTokens, temperature, stop, seed };
  const beganAt = performance.now();
  const texts = await writeTexts(trainer.model, trainer.tokenizer, options, call.signal);
  if (texts.length < count) return;
  const sample: Sample = { step: trainer.step, texts, ...measureTexts(texts, measure, known, stop) };
  run.info.samples.push(sample);
  run.info.writingMs += performance.now() - beganAt;
  call.emit({ kind: 'sample', sample, writingMs: run.info.writingMs });
}

async function saveAndTell(run: OpenRun, call: CallContext<RunEvent>): Promise<void> {
  if (run.keep.keeping !== 'kept') return;
  try {
    await save(run);
    call.emit({ kind: 'saved', step: run.trainer.step });
  } catch (error) {
    // A full disk must not end the training: the learner is told and may go on.
    call.emit({ kind: 'save-failed', code: codeOf(error), message: String(error) });
  }
}

async function save(run: OpenRun): Promise<void> {
  const { keeping: _, settings, ...info } = snapshot(run);
  const record: RunRecord = { version: 1, settings, info, knownWords: [...run.known] };
  await run.trainer.save(run.keep.directory);
  await writeRecord(run.keep.directory, record);
}

/** The checkpoint holds the tokens already; the text is not kept twice. */
function withoutText(settings: RunSettings): RunSettings {
  return settings.corpus.kind === 'own' ? { ...settings, corpus: { kind: 'own', text: '' } } : settings;
}

function snapshot(run: OpenRun): RunInfo {
  return { ...run.info, step: run.trainer.step };
}
