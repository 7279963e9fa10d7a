/** The worker of `teach`. Long work rests between readings and trainings, so that a cancel is heard. */
import handwriting from '@glassbox/models/corpora/handwriting.bin?url';
import { download } from '../worker/assets.ts';
import { type Port, serve, WorkerCallError } from '../worker/protocol.ts';
import { Classroom, type Material, pointAt, prepare } from './classroom.ts';
import type { Split, SweepPoint, TeachMethods } from './contract.ts';
import { sweptValues } from './plan.ts';

/** Rest after a reading, so that the boundary is seen to move. */
const REST_MS = 40;
let prepared: { key: string; material: Material } | undefined;
let classroom: { key: string; room: Classroom } | undefined;
let digits: Uint8Array | undefined;

serve<TeachMethods>(self as unknown as Port, {
  open: async (split) => (await enter(split)).opened,

  teach: async (lesson, { signal, emit }) => {
    const run = (await enter(lesson)).teach(lesson);
    while (true) {
      const { done, value } = run.next();
      if (done) return value;
      emit(value);
      await rest(REST_MS);
      if (signal.aborted) throw new WorkerCallError('CANCELLED', 'teach worker: the training was called off.');
    }
  },

  sweep: async (setting, { signal, emit }) => {
    const points: SweepPoint[] = [];
    const material = await materialFor(setting);
    for (const x of sweptValues(setting.along, setting.task)) {
      const work = pointAt(material, x, setting);
      let next = work.next();
      while (!next.done && !signal.aborted) {
        await rest(0);
        next = work.next();
      }
      if (!next.done) break;
      points.push(next.value);
      emit(next.value);
    }
    return points;
  },
});

async function enter(split: Split): Promise<Classroom> {
  const key = `${split.task} ${split.locale} ${split.seed}`;
  if (classroom?.key !== key) classroom = { key, room: new Classroom(await materialFor(split), split.seed) };
  return classroom.room;
}

async function materialFor({ task, locale }: Pick<Split, 'task' | 'locale'>): Promise<Material> {
  const key = `${task} ${locale}`;
  if (prepared?.key !== key) prepared = { key, material: prepare(task, locale, await fetchDigits()) };
  return prepared.material;
}

async function fetchDigits(): Promise<Uint8Array> {
  digits ??= await download(handwriting);
  return digits;
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
