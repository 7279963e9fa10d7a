/** The bench's worker: the shipped models, one fine-tuned copy, and a measurement of one route at a time. */
import type { Speaker } from '../closed-world/ask.ts';
import { closeStages, speaker, theWorld } from '../closed-world/stages.ts';
import { assertGpuThere, chooseBackend, serveComputing } from '../worker/backend-service.ts';
import type { Port } from '../worker/protocol.ts';
import type { DecisionMethods, RouteSetting } from './contract.ts';
import { openHandbook } from './handbook.ts';
import { askRoute, type Stand, type Student, teachCopy } from './routes.ts';

/** The last training: another with other settings takes its place. */
let taught: ({ key: string } & Student) | undefined;

serveComputing<DecisionMethods>(self as unknown as Port, {
  selectBackend: async ({ prefer }) => {
    await close();
    return await chooseBackend(prefer);
  },

  measure: async (setting, { emit: tell, signal }) => {
    assertGpuThere();
    const closed = await theWorld();
    const stand: Stand = { closed, handbook: openHandbook(closed, setting), setting, signal, tell };
    if (setting.route !== 'tuning') {
      const measured = await askRoute(await speaker(setting.route === 'other' ? 'ppo' : 'sft'), stand);
      return measured && { ...measured, trainingTokens: 0, trainingMs: 0 };
    }
    const shipped = await speaker('sft');
    const student = await studentFor(shipped, stand);
    const measured = student && (await askRoute({ model: student.model, tokenizer: shipped.tokenizer }, stand));
    return measured && { ...measured, trainingTokens: student.tokens, trainingMs: student.ms };
  },
});

async function studentFor(shipped: Speaker, stand: Stand): Promise<Student | undefined> {
  const key = keyOf(stand.setting);
  if (taught?.key === key) return taught;
  const fresh = await teachCopy(shipped, stand);
  if (!fresh) return undefined;
  forgetTaught();
  taught = { key, ...fresh };
  return taught;
}

/** All that a training depends on. */
function keyOf({ task, entries, steps, seed, learnt }: RouteSetting): string {
  return [task, entries, steps, seed, learnt].join(' ');
}

function forgetTaught(): void {
  taught?.model.dispose();
  taught = undefined;
}

async function close(): Promise<void> {
  forgetTaught();
  await closeStages();
}
