/** WebGPU kernels with one thread per element: GELU, dropout, random numbers and 16-bit floats. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelTable, sizeOf } from '../../kernel-table.ts';
import type { WebgpuBackend } from '../core/backend.ts';
import { run } from '../core/queue.ts';
import { GELU } from './gelu.ts';
import { elementWork } from './reduce.ts';

/** The integer hash of src/random/hash.ts. */
const HASH = /* wgsl */ `
  fn $hashBits(index : i32) -> u32 {
    var bits = (u32(index) * 0x9e3779b9u) ^ bitcast<u32>($seed);
    bits = (bits ^ (bits >> 16u)) * 0x21f0aaadu;
    bits = (bits ^ (bits >> 15u)) * 0x735a2d97u;
    return bits ^ (bits >> 15u);
  }`;

export function elementwiseKernels(backend: WebgpuBackend): KernelTable {
  const make = (shape: number[]) => backend.makeTensorInfo(shape, 'float32');
  return {
    GlassboxGelu: (inputs) => {
      const { x } = inputs as Record<'x', TensorInfo>;
      const y = make(x.shape);
      const body = '$y[i] = $x[i] * $gate($x[i]);';
      run(backend, elementWork({ name: 'gelu', inputs, outputs: { y }, size: sizeOf(x.shape), helpers: GELU, body }));
      return [y];
    },
    GlassboxGeluGrad: (inputs) => {
      const { x } = inputs as Record<'x', TensorInfo>;
      const dx = make(x.shape);
      const body = '$dx[i] = $dy[i] * $geluSlope($x[i]);';
      const size = sizeOf(x.shape);
      run(backend, elementWork({ name: 'geluGrad', inputs, outputs: { dx }, size, helpers: GELU, body }));
      return [dx];
    },
    GlassboxDropout: (inputs, attributes: { seed: number; threshold: number; keptScale: number }) => {
      const { x } = inputs as Record<'x', TensorInfo>;
      const y = make(x.shape);
      const work = elementWork({
        name: 'dropout',
        inputs,
        outputs: { y },
        size: sizeOf(x.shape),
        integers: { seed: attributes.seed, threshold: attributes.threshold | 0 },
        floats: { keptScale: attributes.keptScale },
        volatile: true,
        helpers: HASH,
        body: '$y[i] = select(0.0, $x[i] * $keptScale, $hashBits(i) >= bitcast<u32>($threshold));',
      });
      run(backend, work);
      return [y];
    },
    GlassboxUniform: (_inputs, { shape, seed }: { shape: number[]; seed: number }) => {
      const y = make(shape);
      const work = elementWork({
        name: 'uniform',
        inputs: {},
        outputs: { y },
        size: sizeOf(shape),
        integers: { seed },
        volatile: true,
        helpers: HASH,
        body: `$y[i] = f32($hashBits(i) >> 8u) * ${2 ** -24};`, // 24 bits: exact in a float32
      });
      run(backend, work);
      return [y];
    },
  };
}
