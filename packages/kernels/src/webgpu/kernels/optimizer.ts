/** The optimizer on WebGPU: norm, clipping and AdamW without reading anything back. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelTable, sizeOf } from '../../kernel-table.ts';
import type { AdamWAttributes } from '../../ops/adam-w.ts';
import { NORM_EPSILON } from '../../ops/global-norm.ts';
import { GROUP_SIZE, REDUCTIONS, reshaped, run, type WebgpuBackend } from '../program.ts';

export function optimizerKernels(backend: WebgpuBackend): KernelTable {
  return {
    GlassboxGlobalNorm: (inputs) => [normOf(backend, Object.values(inputs))],
    GlassboxClipByGlobalNorm: (inputs, { maxNorm }: { maxNorm: number }) => {
      const tensors = Object.values(inputs);
      const norm = normOf(backend, tensors);
      const clipped = tensors.map((x) =>
        run(backend, {
          name: 'clip',
          inputs: { x, norm: reshaped(norm, [1]) },
          outputShape: x.shape,
          floats: { maxNorm, epsilon: NORM_EPSILON },
          code: /* wgsl */ `
            fn main(index : i32) {
              if (index >= uniforms.size) { return; }
              result[index] = x[index] * min(1.0, uniforms.maxNorm / (norm[0] + uniforms.epsilon));
            }`,
        }),
      );
      return [norm, ...clipped];
    },
    GlassboxAdamW: (inputs, attributes: AdamWAttributes) => {
      const updated: TensorInfo[] = [];
      for (let i = 0; i < attributes.count; i++) {
        const [p, g, m, v] = ['p', 'g', 'm', 'v'].map((kind) => inputs[`${kind}${i}`]) as [
          TensorInfo,
          TensorInfo,
          TensorInfo,
          TensorInfo,
        ];
        updated.push(...adamW(backend, { p, g, m, v }, attributes, attributes.weightDecay[i] ?? 0));
      }
      return updated;
    },
  };
}

/** √(Σ x²): one dispatch per tensor writes its part of the sum, one more adds the parts. */
function normOf(backend: WebgpuBackend, tensors: TensorInfo[]): TensorInfo {
  const count = Math.max(1, tensors.length);
  const parts = backend.makeTensorInfo([count], 'float32', new Float32Array(count));
  tensors.forEach((x, place) => {
    const size = sizeOf(x.shape);
    if (size === 0) return;
    run(backend, {
      name: 'sumOfSquares',
      inputs: { x: reshaped(x, [size]) },
      outputShape: [count],
      integers: { length: size, place },
      groups: [1, 1],
      output: parts,
      code: /* wgsl */ `${REDUCTIONS}
        fn main() {
          var squares = 0.0;
          for (var i = i32(localIndex); i < uniforms.length; i += ${GROUP_SIZE}) { squares += x[i] * x[i]; }
          let total = sumOverGroup(squares);
          if (localIndex == 0u) { result[uniforms.place] = total; }
        }`,
    });
  });
  const norm = run(backend, {
    name: 'norm',
    inputs: { parts },
    outputShape: [1],
    integers: { count },
    groups: [1, 1],
    code: /* wgsl */ `${REDUCTIONS}
      fn main() {
        var squares = 0.0;
        for (var i = i32(localIndex); i < uniforms.count; i += ${GROUP_SIZE}) { squares += parts[i]; }
        let total = sumOverGroup(squares);
        if (localIndex == 0u) { result[0] = sqrt(total); }
      }`,
  });
  backend.disposeData(parts.dataId);
  return reshaped(norm, []);
}

/**
 * The new parameter and moments go to new buffers: tfjs caches on the CPU what was read from a buffer, also by a read
 * still under way, so writing in place would let a checkpoint see old values.
 */
function adamW(
  backend: WebgpuBackend,
  { p, g, m, v }: Record<'p' | 'g' | 'm' | 'v', TensorInfo>,
  attributes: AdamWAttributes,
  weightDecay: number,
): TensorInfo[] {
  const { beta1, beta2, learningRate, epsilon, correction1, correction2 } = attributes;
  const average = (old: TensorInfo, power: 'g[index]' | 'g[index] * g[index]', beta: number) =>
    run(backend, {
      name: power === 'g[index]' ? 'adamWFirst' : 'adamWSecond',
      inputs: { old, g },
      outputShape: old.shape,
      floats: { beta, share: 1 - beta },
      code: /* wgsl */ `
        fn main(index : i32) {
          if (index < uniforms.size) { result[index] = old[index] * uniforms.beta + ${power} * uniforms.share; }
        }`,
    });
  const first = average(m, 'g[index]', beta1);
  const second = average(v, 'g[index] * g[index]', beta2);
  const moved = run(backend, {
    name: 'adamWMove',
    inputs: { p, first, second },
    outputShape: p.shape,
    floats: {
      rate: learningRate / correction1,
      inverseCorrection2: 1 / correction2,
      epsilon,
      keep: 1 - learningRate * weightDecay,
    },
    code: /* wgsl */ `
      fn main(index : i32) {
        if (index >= uniforms.size) { return; }
        let deviation = sqrt(second[index] * uniforms.inverseCorrection2) + uniforms.epsilon;
        result[index] = p[index] * uniforms.keep - uniforms.rate * first[index] / deviation;
      }`,
  });
  return [moved, first, second];
}
