/** The worker of the closed world: a world whose truth is known, models that were told a part of it, and remedies. */
import type { Gpt } from '@glassbox/core';
import { type HashedEmbedder, loadEmbedder } from '@glassbox/core/rag';
import type { WorldQuestion } from '@glassbox/core/world';
import { assertGpuThere, chooseBackend, serveComputing } from '../worker/backend-service.ts';
import { type CallContext, type Port, WorkerCallError } from '../worker/protocol.ts';
import { askAgain, askDocuments, askSpeaker, type Speaker } from './ask.ts';
import type { ClosedWorldMethods, ExamAnswer, Measurement, Progress, Setting } from './contract.ts';
import { askedInFull, drawExam, kindOf } from './exam.ts';
import { type Library, openLibrary } from './library.ts';
import type { ClosedWorld } from './open-world.ts';
import { drawPeople, questionAbout } from './people.ts';
import { embedderFiles } from './pipeline-assets.ts';
import { closeStages, retried, speaker, theWorld } from './stages.ts';
import { oldTaskLoss, type Trained, trainCopy } from './train.ts';

/** What the bench asks about. */
const BENCH_KINDS = ['known', 'withheld', 'nobody', 'ambiguous'] as const;
/** Answers. */
const TELL_EVERY = 8;

let embedder: Promise<HashedEmbedder> | undefined;
const libraries = new Map<boolean, Library>();
/** Old-task losses of stages, and the last training: another with other settings takes its place. */
const losses = new Map<Gpt, number>();
let trained: ({ key: string } & Trained) | undefined;

serveComputing<ClosedWorldMethods>(self as unknown as Port, {
  selectBackend: async ({ prefer }) => {
    await close();
    return await chooseBackend(prefer);
  },

  open: async () => {
    const [{ world }, { model }] = await Promise.all([theWorld(), speaker('sft')]);
    const withheld = world.facts.filter((fact) => fact.withheld).length;
    return { facts: world.facts.length, withheld, parameterCount: model.parameterCount };
  },

  people: async ({ seed }) => {
    const { world, gloss } = await theWorld();
    return drawPeople(world, gloss, seed);
  },

  askOne: async ({ stage, person, property, seed }) => {
    assertGpuThere();
    const world = await theWorld();
    const question = questionAbout(world.world, world.all, { person, property });
    const answer = question && (await askAgain(await speaker(stage), world, question, seed));
    if (answer) return answer;
    throw new WorkerCallError(
      'NO_QUESTION',
      `closed world: nobody is called "${person}"; choose a name that is shown.`,
    );
  },

  exam: async ({ stage, kinds, perKind, seed }, call) => {
    assertGpuThere();
    const world = await theWorld();
    const asked = drawExam(world.all, { kinds, perKind, seed });
    const answers = askSpeaker(await speaker(stage), world, asked, { seed, signal: call.signal });
    return await collect(answers, asked.length, call);
  },

  measure: async (setting, call) => {
    assertGpuThere();
    const learnt = await weightsOf(setting, call);
    if (!learnt || call.signal.aborted) return undefined;
    const world = await theWorld();
    const { model: shipped, tokenizer } = await speaker('sft');
    call.emit({ phase: 'forgetting', done: 0, total: 1 });
    const oldBefore = await lossOf(shipped);
    const oldAfter = await lossOf(learnt.model);
    const drawn = drawExam(world.all, { kinds: BENCH_KINDS, perKind: setting.perKind, seed: setting.seed });
    const asked = setting.inFull ? drawn.map((question) => askedInFull(question, world.all)) : drawn;
    const source = await sourceOf(setting, { model: learnt.model, tokenizer }, call.emit);
    const start = performance.now();
    const answers = await collect(source(asked, call.signal), asked.length, call);
    if (call.signal.aborted) return undefined;
    // A question asked in full counts as the kind it was drawn as, or its column would be empty.
    const kinds = drawn.map(kindOf);
    return {
      answers: answers.map((answer, place) => ({ ...answer, kind: kinds[place] ?? answer.kind })),
      answerMs: (performance.now() - start) / answers.length,
      trainingTokens: learnt.tokens,
      trainingMs: learnt.ms,
      oldBefore,
      oldAfter,
    } satisfies Measurement;
  },
});

type Emit = (progress: Progress) => void;
type Ask = (asked: readonly WorldQuestion[], signal: AbortSignal) => AsyncIterable<ExamAnswer>;

/** Who answers: documents, or the model with what stands in its prompt. */
async function sourceOf(
  { book, caution, passages, limit, complete, seed }: Setting,
  who: Speaker,
  emit: Emit,
): Promise<Ask> {
  const world = await theWorld();
  const library = libraryOf(world, complete);
  if (!book) {
    return (asked, signal) =>
      askSpeaker(who, world, asked, { seed, signal, limit, prompt: { caution, passages, library } });
  }
  emit({ phase: 'documents', done: 0, total: 1 });
  const documents = await library.book(book, theEmbedder);
  return (asked, signal) => askDocuments(documents, world, asked, signal);
}

async function collect(
  answers: AsyncIterable<ExamAnswer>,
  total: number,
  { emit, signal }: CallContext<Progress>,
): Promise<ExamAnswer[]> {
  const collected: ExamAnswer[] = [];
  emit({ phase: 'asking', done: 0, total });
  for await (const answer of answers) {
    if (signal.aborted) break;
    collected.push(answer);
    if (collected.length % TELL_EVERY === 0) emit({ phase: 'asking', done: collected.length, total });
  }
  return collected;
}

/** The model with the weights of a setting; undefined when its training was cancelled. */
async function weightsOf(
  { weights, trainSteps, seed }: Setting,
  { emit, signal }: CallContext<Progress>,
): Promise<Trained | undefined> {
  if (weights === 'sft' || weights === 'ppo') return { model: (await speaker(weights)).model, tokens: 0, ms: 0 };
  const key = `${weights} ${trainSteps} ${seed}`;
  if (trained?.key === key) return trained;
  const { model, tokenizer } = await speaker('sft');
  const options = { kind: weights, steps: trainSteps, seed, signal };
  const fresh = await trainCopy(model, tokenizer, await theWorld(), options, emit);
  if (!fresh) return undefined;
  forgetTrained();
  trained = { key, ...fresh };
  return trained;
}

async function lossOf(model: Gpt): Promise<number> {
  const known = losses.get(model);
  if (known !== undefined) return known;
  const loss = await oldTaskLoss(model, (await speaker('sft')).tokenizer, await theWorld());
  losses.set(model, loss);
  return loss;
}

function theEmbedder(): Promise<HashedEmbedder> {
  embedder ??= retried(embedderFiles().then(loadEmbedder), () => {
    embedder = undefined;
  });
  return embedder;
}

function libraryOf(world: ClosedWorld, complete: boolean): Library {
  const library = libraries.get(complete) ?? openLibrary(world, complete);
  libraries.set(complete, library);
  return library;
}

function forgetTrained(): void {
  if (!trained) return;
  losses.delete(trained.model);
  trained.model.dispose();
  trained = undefined;
}

async function close(): Promise<void> {
  forgetTrained();
  losses.clear();
  await closeStages();
}
