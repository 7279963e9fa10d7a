/**
 * What a backward pass holds on to. tfjs keeps every saved tensor and every gradient until the whole pass is over, which
 * nearly doubles the memory of a train step, and saves through a kernel call for each tensor. Here a node's tensors are
 * saved as bare handles and freed as soon as the pass has gone on to the next node.
 */
import {
  clone,
  engine,
  type GradConfig,
  getBackend,
  getGradient,
  keep,
  reshape,
  type Tensor,
} from '@tensorflow/tfjs-core';

/** Returns a second handle on the data of `tensor`, as `clone` does, but without a kernel call in an outermost backward pass. */
export function shareData<T extends Tensor>(tensor: T): T {
  return (isRecording() ? clone(tensor) : makeHandle(tensor, tensor.shape)) as T;
}

/** Returns a handle of another shape, as `reshape` does; likewise. Only webgl, which lays data out by shape, needs the kernel. */
export function reshapeData(tensor: Tensor, shape: number[]): Tensor {
  return isRecording() || getBackend() === 'webgl' ? reshape(tensor, shape) : makeHandle(tensor, shape);
}

/** Whether a pass within another one is running, whose steps the outer one may differentiate. */
function isRecording(): boolean {
  return engine().state.gradientDepth > 0;
}

function makeHandle({ dataId, dtype }: Tensor, shape: number[]): Tensor {
  engine().state.tensorInfo.get(dataId)?.backend.incRef(dataId);
  return engine().makeTensorFromTensorInfo({ dataId, shape, dtype });
}

/**
 * Gives the tape's last node handles on the data of `tensors`, for its backward pass; does nothing if that node has not
 * the outputs `taped`, so when nothing is being recorded.
 */
export function saveOnTape(taped: Tensor[], tensors: Tensor[]): void {
  const node = engine().state.activeTape?.at(-1);
  if (node?.outputs !== taped) return;
  node.saved?.push(...tensors.map(makeSaved));
}

/** The tape knows tensors by id: with that of the original, a gradient of this gradient finds its way back. */
function makeSaved(tensor: Tensor): Tensor {
  const handle = keep(makeHandle(tensor, tensor.shape));
  return Object.assign(handle, { id: tensor.id });
}

/** Returns `config` with the freeing of what its node and the one before it no longer need; see the note above. */
export function freeing(config: GradConfig): GradConfig {
  const gradFunc = ((dy: Tensor | Tensor[], saved: Tensor[], attrs: object) => {
    passToNode(saved, [dy].flat());
    return (config.gradFunc as (...args: unknown[]) => unknown)(dy, saved, attrs);
  }) as GradConfig['gradFunc'];
  const wrapped = { ...config, gradFunc };
  freeingGradients.add(wrapped);
  return wrapped;
}

const freeingGradients = new WeakSet<GradConfig>();

/** What the node before the current one saved and was given. */
let finished: Tensor[] = [];

function passToNode(saved: Tensor[], dys: Tensor[]): void {
  for (const tensor of finished) tensor.dispose();
  finished = [];
  if (isRecording()) return; // the outer pass may come to this node again
  const { activeScope, activeTape } = engine().state;
  finished = [...saved];
  // The gradient that the caller of the pass handed in was made outside of it, and is the caller's.
  if (activeTape && ownsGradients(activeTape)) finished.push(...dys.filter((dy) => dy.scopeId === activeScope?.id));
}

type Tape = NonNullable<ReturnType<typeof engine>['state']['activeTape']>;

const owning = new WeakMap<Tape, boolean>();

/** Whether no node can have given one tensor to two of its inputs as their gradient, as a `customGrad` may: ours never do. */
function ownsGradients(tape: Tape): boolean {
  const known = owning.get(tape);
  if (known !== undefined) return known;
  const owns = tape.every(({ kernelName, inputs }) => {
    const config = getGradient(kernelName);
    return Object.keys(inputs).length < 2 || (config !== undefined && freeingGradients.has(config));
  });
  owning.set(tape, owns);
  return owns;
}
