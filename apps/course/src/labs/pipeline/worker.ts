/** The pipeline's worker: the shipped stages, and the miniature that is trained beside them. */
import { type Gpt, loadModel, memoryDirectory, type Tokenizer } from '@glassbox/core';
import { loadRewardModel } from '@glassbox/core/align';
import { createWorld, type Language, type WorldOptions } from '@glassbox/core/world';
import { download } from '../worker/assets.ts';
import { assertGpuThere, chooseBackend, serveComputing } from '../worker/backend-service.ts';
import { openTogether } from '../worker/open-together.ts';
import { type Port, WorkerCallError } from '../worker/protocol.ts';
import { STAGE_FILES, WORLD_URL } from './assets.ts';
import type { MiniStage, PipelineMethods, Speaker } from './contract.ts';
import { runMiniature } from './miniature.ts';
import { Stages } from './stages.ts';

let open: Stages | undefined;

serveComputing<PipelineMethods>(self as unknown as Port, {
  selectBackend: async ({ prefer }) => {
    close();
    return await chooseBackend(prefer);
  },

  openModels: async ({ locale }) => {
    close();
    open = await openStages(locale);
    return open.facts;
  },

  ask: async ({ group, place, seed }) => {
    assertGpuThere();
    return await current().ask(group, place, seed);
  },

  askOwn: async ({ text }) => {
    assertGpuThere();
    const answers = await current().askOwn(text);
    return answers ? { answers } : 'unwritable';
  },

  survey: async (params, { signal, emit }) => {
    assertGpuThere();
    return await current().survey(params, emit, signal);
  },

  train: async ({ locale, plan }, call) => {
    assertGpuThere();
    return { done: await runMiniature(locale, plan, call) };
  },
});

function openStages(reads: Language): Promise<Stages> {
  return openTogether(async (keep) => {
    const speaker = (stage: Speaker) => keep(loadStage(stage), ({ model }) => model.dispose());
    const [pretrained, sft, ppo, reward, world] = await Promise.all([
      speaker('pretrained'),
      speaker('sft'),
      speaker('ppo'),
      keep(filesOf('reward').then(loadRewardModel), (model) => model.dispose()),
      shippedWorld(),
    ]);
    return new Stages({
      speakers: { pretrained: pretrained.model, sft: sft.model, ppo: ppo.model },
      reward,
      tokenizer: sft.tokenizer,
      world: createWorld(world.options),
      language: world.language,
      reads,
    });
  });
}

async function loadStage(stage: Speaker): Promise<{ model: Gpt; tokenizer: Tokenizer }> {
  const { model, tokenizer } = await loadModel(await filesOf(stage));
  if (tokenizer) return { model, tokenizer };
  model.dispose();
  throw new WorkerCallError('NO_TOKENIZER', `pipeline ${stage}: its tokenizer.json cannot be read; reload the page.`);
}

async function filesOf(stage: MiniStage) {
  const directory = memoryDirectory();
  const files = Object.entries(STAGE_FILES[stage]);
  await Promise.all(files.map(async ([file, url]) => directory.write(file, await download(url))));
  return directory;
}

/** Of which world the models were told is a file beside them. */
async function shippedWorld(): Promise<{ language: Language; options: WorldOptions }> {
  return JSON.parse(new TextDecoder().decode(await download(WORLD_URL)));
}

function close(): void {
  open?.dispose();
  open = undefined;
}

function current(): Stages {
  if (!open) throw new WorkerCallError('NO_MODEL', 'pipeline: no models are open; openModels comes first.');
  return open;
}
