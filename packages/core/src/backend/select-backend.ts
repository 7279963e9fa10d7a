/**
 * Chooses where tensors are computed and makes it ready. tfjs has one current backend per JavaScript realm, so this
 * is the one global thing in core: models made before a switch must be saved and loaded again.
 */
import { BackendUnavailableError } from '../foundations/errors.ts';
import {
  BACKEND_NAMES,
  type BackendInfo,
  type BackendName,
  type BackendOptions,
  type Started,
  Unusable,
} from './backend.ts';
import { startCpu } from './cpu.ts';
import { startWasm } from './wasm.ts';
import { startWebgpu } from './webgpu.ts';

type Start = (options: BackendOptions) => Promise<Started>;

const STARTS: Readonly<Record<BackendName, Start>> = { webgpu: startWebgpu, wasm: startWasm, cpu: startCpu };

/** What was asked for last; two starts at once would each find the other's backend current. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Returns the backend that was made current, and why others were passed over. A software WebGPU adapter is passed over
 * on 'auto', because the wasm path is faster on a CPU, and taken when asked for by name. Calls wait for one another.
 *
 * @throws BackendUnavailableError with every reason if none works
 * @example const { label } = await selectBackend({ prefer: 'wasm' });
 */
export function selectBackend(options: BackendOptions = {}): Promise<BackendInfo> {
  const selected = last.then(() => select(options));
  last = selected.catch(() => undefined);
  return selected;
}

async function select(options: BackendOptions): Promise<BackendInfo> {
  const { prefer = 'auto' } = options;
  const first = prefer === 'auto' ? 0 : BACKEND_NAMES.indexOf(prefer);
  const skipped: { name: BackendName; reason: string }[] = [];
  for (const name of BACKEND_NAMES.slice(Math.max(0, first))) {
    try {
      return { name, ...(await STARTS[name](options)), skipped };
    } catch (error) {
      skipped.push({ name, reason: reasonOf(error) });
    }
  }
  const reasons = skipped.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
  throw new BackendUnavailableError(
    `selectBackend: nothing can compute here (${reasons}); one of webgpu, wasm, cpu was needed; use a current browser or Node.`,
  );
}

function reasonOf(error: unknown): string {
  if (error instanceof Unusable) return error.message;
  return error instanceof Error ? error.message : String(error);
}
