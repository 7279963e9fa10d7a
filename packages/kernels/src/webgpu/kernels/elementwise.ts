/** WebGPU kernels with one thread per element: GELU and dropout. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelTable } from '../../kernel-table.ts';
import { GELU_CUBIC, GELU_SCALE } from '../../ops/gelu.ts';
import { run, type WebgpuBackend } from '../program.ts';

/** sigmoid(2u), u = √(2/π)(x + 0.044715x³); its argument is bounded because some drivers overflow in exp. */
const GATE = /* wgsl */ `
  fn gate(x : f32) -> f32 {
    let u2 = 2.0 * SCALE * (x + CUBIC * x * x * x);
    return 1.0 / (1.0 + exp(-clamp(u2, -80.0, 80.0)));
  }`;

/** The integer hash of src/random/hash.ts. */
const HASH = /* wgsl */ `
  fn hashBits(index : i32) -> u32 {
    var bits = (u32(index) * 0x9e3779b9u) ^ bitcast<u32>(uniforms.seed);
    bits = (bits ^ (bits >> 16u)) * 0x21f0aaadu;
    bits = (bits ^ (bits >> 15u)) * 0x735a2d97u;
    return bits ^ (bits >> 15u);
  }`;

export function elementwiseKernels(backend: WebgpuBackend): KernelTable {
  const constants = { SCALE: GELU_SCALE, CUBIC: GELU_CUBIC };
  return {
    GlassboxGelu: ({ x }) => [
      run(backend, {
        name: 'gelu',
        inputs: { x: x as TensorInfo },
        outputShape: (x as TensorInfo).shape,
        constants,
        code: /* wgsl */ `${GATE}
          fn main(index : i32) {
            if (index < uniforms.size) { result[index] = x[index] * gate(x[index]); }
          }`,
      }),
    ],
    GlassboxGeluGrad: ({ x, dy }) => [
      run(backend, {
        name: 'geluGrad',
        inputs: { x: x as TensorInfo, dy: dy as TensorInfo },
        outputShape: (x as TensorInfo).shape,
        constants,
        code: /* wgsl */ `${GATE}
          fn main(index : i32) {
            if (index >= uniforms.size) { return; }
            let value = x[index];
            let s = gate(value);
            let slope = 2.0 * SCALE * (1.0 + 3.0 * CUBIC * value * value);
            result[index] = dy[index] * (s + value * s * (1.0 - s) * slope);
          }`,
      }),
    ],
    GlassboxDropout: ({ x }, attributes: { seed: number; threshold: number; keptScale: number }) => [
      run(backend, {
        name: 'dropout',
        inputs: { x: x as TensorInfo },
        outputShape: (x as TensorInfo).shape,
        integers: { seed: attributes.seed, threshold: attributes.threshold | 0 },
        floats: { keptScale: attributes.keptScale },
        code: /* wgsl */ `${HASH}
          fn main(index : i32) {
            if (index >= uniforms.size) { return; }
            let keep = hashBits(index) >= bitcast<u32>(uniforms.threshold);
            result[index] = select(0.0, x[index] * uniforms.keptScale, keep);
          }`,
      }),
    ],
  };
}
