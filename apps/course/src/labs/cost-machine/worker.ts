/** The worker of `cost-machine`: one runner per worker, so that nothing of another is in its way. */
import { createRandom } from '@glassbox/kernels';
import { measureSquareProduct } from '@glassbox/kernels/bench';
import { findAdapter } from '../../bench/adapter.ts';
import { chooseBackend, serveComputing } from '../worker/backend-service.ts';
import { type Port, WorkerCallError } from '../worker/protocol.ts';
import { type RaceMethods, type Runner, SIZES } from './contract.ts';
import { measurePlainProduct } from './plain-product.ts';

const TURN_MS = 60;

serveComputing<RaceMethods>(self as unknown as Port, {
  race: async ({ runner, seed }, { signal, emit }) => {
    await start(runner);
    const random = createRandom(seed);
    for (const size of SIZES) {
      if (signal.aborted) break;
      const draw = () => Float32Array.from({ length: size * size }, () => random.next() - 0.5);
      const [a, b] = [draw(), draw()];
      const gflops =
        runner === 'js'
          ? measurePlainProduct(a, b, size, 2 * TURN_MS)
          : await measureSquareProduct(a, b, { size, turnMs: TURN_MS });
      emit({ runner, size, gflops });
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return null;
  },
});

/** Another backend in its place would be measured under the wrong name, and an imitated card says nothing about cards. */
async function start(runner: Runner): Promise<void> {
  if (runner === 'js') return;
  if (runner === 'webgpu' && (await findAdapter())?.isSoftware !== false) {
    throw new WorkerCallError('BACKEND_MISSING', 'cost-machine worker: no graphics card, or one imitated on the CPU.');
  }
  const info = await chooseBackend(runner);
  if (info.name === runner) return;
  const reasons = info.skipped.map(({ reason }) => reason).join('; ');
  throw new WorkerCallError('BACKEND_MISSING', `cost-machine worker: ${runner} does not start (${reasons}).`);
}
