/** What a train step asks of a GPU, counted on the device and held against the shapes: dispatches and bytes bound. */
import '@tensorflow/tfjs-backend-cpu';
import {
  backend,
  env,
  type Scalar,
  setBackend,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tidy,
  valueAndGrads,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { STEP_SIZES } from '../src/bench/gpt.ts';
import { addLayerNorm, crossEntropy, embedding, layerNorm, linear, selfAttention } from '../src/index.ts';
import { countGpuWork, type GpuWork } from '../src/webgpu/index.ts';
import { seeded } from './compute.ts';
import { createClippedStep } from './webgpu-step.ts';

const AIM = 14 * STEP_SIZES.nLayer + 15;
/** The number of dispatches depends on nLayer alone, and SwiftShader is slow. */
const SIZES = { ...STEP_SIZES, B: 1, T: 16, nEmbd: 32 };

/** Small sizes with the proportions of a layer: N rows, C, 3C, 4C. */
const [B, T, C, H, V] = [2, 8, 12, 2, 17];
const N = B * T;
const [LOG_SUMS, STATISTICS] = [B * H * T, 2 * N];
const product = (rows: number, inner: number, columns: number) => rows * inner + inner * columns + rows * columns;

/**
 * Floats each op has to move at least, forward and backward, from the shapes alone; `more` is what ours move beyond:
 * an operand that two parts of one dispatch read is bound once, so some need less than one pass per operation.
 */
const TABLE: {
  op: string;
  shapes: number[][];
  run(inputs: Tensor[]): Tensor;
  dispatches: [number, number];
  least: [number, number];
  more?: [number, number];
}[] = [
  {
    op: 'linear with bias',
    shapes: [[N, C], [C, 3 * C], [3 * C]],
    run: ([x, w, b]) => linear(x as Tensor2D, w as Tensor2D, b as Tensor1D),
    dispatches: [1, 1],
    // backward: x, W and dy read once, dx, dW and db written
    least: [product(N, C, 3 * C) + 3 * C, 2 * (N * C + 3 * C * C) + 3 * N * C + 3 * C],
  },
  {
    op: 'linear with GELU',
    shapes: [[N, C], [C, 4 * C], [4 * C]],
    run: ([x, w, b]) => linear(x as Tensor2D, w as Tensor2D, b as Tensor1D, { activation: 'gelu' }),
    dispatches: [1, 1],
    least: [product(N, C, 4 * C) + 4 * C + 4 * N * C, 2 * (N * C + 4 * C * C) + 8 * N * C + 4 * C],
  },
  {
    op: 'self-attention',
    shapes: [[B, T, 3 * C]],
    run: ([qkv]) => selfAttention(qkv as Tensor3D, { nHead: H }),
    dispatches: [1, 1],
    least: [4 * N * C + LOG_SUMS, 8 * N * C + LOG_SUMS],
  },
  {
    op: 'layer norm',
    shapes: [[N, C], [C], [C]],
    run: ([x, g, b]) => layerNorm(x as Tensor2D, g as Tensor1D, b as Tensor1D),
    dispatches: [1, 1],
    least: [2 * N * C + 2 * C + STATISTICS, 3 * N * C + STATISTICS + 3 * C],
  },
  {
    op: 'add + layer norm',
    shapes: [[N, C], [N, C], [C], [C]],
    run: ([x, r, g, b]) => addLayerNorm(x as Tensor2D, r as Tensor2D, g as Tensor1D, b as Tensor1D).normalised,
    dispatches: [1, 1],
    least: [4 * N * C + 2 * C + STATISTICS, 4 * N * C + STATISTICS + 3 * C],
    more: [0, 2 * N * C], // nobody reads the sum here, so tfjs brings zeros as its gradient
  },
  {
    op: 'embedding',
    shapes: [[V, C]],
    run: ([w]) =>
      embedding(
        w as Tensor2D,
        Int32Array.from({ length: N }, (_, i) => i % V),
        [N],
      ),
    dispatches: [1, 1],
    least: [V * C + N + N * C, N * C + N + V * C],
    more: [0, V + 1], // where each token's rows begin
  },
  {
    op: 'cross-entropy',
    shapes: [[N, V]],
    run: ([logits]) =>
      crossEntropy(
        logits as Tensor2D,
        Int32Array.from({ length: N }, (_, i) => i % V),
      ),
    dispatches: [2, 1],
    least: [N * V + N + N + 1, 2 * N * V + 2 * N + 1],
    more: [N * V + N, 0], // the second dispatch is bound to all logits, of which it reads one per row
  },
];

const adapter = await navigator.gpu?.requestAdapter();

describe('what the GPU is asked to do', () => {
  if (!adapter) {
    test.skip('needs a WebGPU adapter, which this browser does not have', () => undefined);
    return;
  }
  beforeAll(async () => {
    env().set('WEBGPU_CPU_FORWARD', false);
    await setBackend('webgpu');
  });

  test.each(TABLE)('$op moves what its shapes need', async ({ shapes, run, dispatches, least, more = [0, 0] }) => {
    const inputs = shapes.map((shape, i) => seeded(shape, i + 1));
    const dy = seeded<Scalar>(
      tidy(() => run(inputs).shape),
      9,
    );
    const forward = () => run(inputs).dispose();
    const both = () => {
      const { value, grads } = valueAndGrads((...xs: Tensor[]) => {
        const y = run(xs);
        // In a model the gradients wait for what follows; here they could join the forward pass.
        (backend() as unknown as { ensureCommandEncoderReady(): void }).ensureCommandEncoderReady();
        return y as Scalar;
      })(inputs, dy);
      for (const made of [value, ...grads]) made.dispose();
    };
    both(); // brings inputs and dy to the GPU
    const [one, two] = [await countGpuWork(backend(), forward), await countGpuWork(backend(), both)];
    const floats = ({ bytesRead, bytesWritten }: GpuWork) => (bytesRead + bytesWritten) / 4;
    expect([one.dispatches, two.dispatches - one.dispatches]).toEqual(dispatches);
    expect([floats(one), floats(two) - floats(one)]).toEqual([least[0] + more[0], least[1] + more[1]]);
    for (const used of [...inputs, dy]) used.dispose();
  });

  test('the train step with clipping takes no more dispatches than aimed at, and no copies', async () => {
    const step = createClippedStep(SIZES);
    for (let i = 0; i < 2; i++) await step.run().data();
    const work = await countGpuWork(backend(), () => step.run().dispose());
    expect(work.dispatches).toBeLessThanOrEqual(AIM);
    expect(work.copies).toBeLessThan(4);
    step.dispose();
  });
});
