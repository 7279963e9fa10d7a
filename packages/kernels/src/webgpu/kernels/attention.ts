/** Attention on WebGPU, of split heads and of packed rows: one dispatch forward, one or two backward. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelTable } from '../../kernel-table.ts';
import type { WebgpuBackend } from '../core/backend.ts';
import { run, runTogether } from '../core/queue.ts';
import { uploadIntegers } from '../core/upload.ts';
import type { Work } from '../core/work.ts';
import { type AttentionShape, forwardShader, keyGradShader, queryGradShader } from './attention-shaders.ts';
import {
  type Layout,
  layoutIntegers,
  packedLayout,
  splitLayout,
  TILE,
  TILE_THREADS,
  TILE_WORDS,
} from './attention-tiles.ts';

interface Attributes {
  causal: boolean;
  mask?: Uint8Array;
}

type Tensors = Record<string, TensorInfo>;

export function attentionKernels(backend: WebgpuBackend): KernelTable {
  return {
    GlassboxAttention: (inputs, attributes: Attributes) => {
      const { q, k, v } = inputs as Record<'q' | 'k' | 'v', TensorInfo>;
      return attend(backend, { q, k, v }, splitLayout(q), q.shape, attributes);
    },
    GlassboxSelfAttention: (inputs, attributes: Attributes & { nHead: number }) => {
      const { qkv } = inputs as Record<'qkv', TensorInfo>;
      const [B = 0, T = 0, width = 0] = qkv.shape;
      const layout = packedLayout(qkv, attributes.nHead);
      return attend(backend, { q: qkv, k: qkv, v: qkv }, layout, [B, T, width / 3], attributes);
    },
    GlassboxAttentionGrad: (inputs, attributes: Attributes) => {
      const { q, k, v, output, logSums, dy } = inputs as Record<
        'q' | 'k' | 'v' | 'output' | 'logSums' | 'dy',
        TensorInfo
      >;
      const reads = { q, k, v, y: output, logSums, dy };
      const [dq, dk, dv] = [q, k, v].map(({ shape }) => backend.makeTensorInfo(shape, 'float32')) as [
        TensorInfo,
        TensorInfo,
        TensorInfo,
      ];
      withMask(backend, attributes, (mask) => {
        const make = gradientWorks(splitLayout(q), attributes, { ...reads, ...mask });
        run(backend, make.queries(dq));
        // A device binds 8 tensors at once; the mask is the ninth.
        const keyWorks = attributes.mask ? [make.keys({ dk }), make.keys({ dv })] : [make.keys({ dk, dv })];
        for (const work of keyWorks) run(backend, work);
      });
      return [dq, dk, dv];
    },
    GlassboxSelfAttentionGrad: (inputs, attributes: Attributes & { nHead: number }) => {
      const { qkv, output, logSums, dy } = inputs as Record<'qkv' | 'output' | 'logSums' | 'dy', TensorInfo>;
      const dqkv = backend.makeTensorInfo(qkv.shape, 'float32');
      const reads = { q: qkv, k: qkv, v: qkv, y: output, logSums, dy };
      withMask(backend, attributes, (mask) => {
        const make = gradientWorks(packedLayout(qkv, attributes.nHead), attributes, { ...reads, ...mask });
        runTogether(backend, [make.keys({ dk: dqkv, dv: dqkv }), make.queries(dqkv)]);
      });
      return [dqkv];
    },
  };
}

function attend(
  backend: WebgpuBackend,
  inputs: Tensors,
  layout: Layout,
  outputShape: number[],
  attributes: Attributes,
): TensorInfo[] {
  const y = backend.makeTensorInfo(outputShape, 'float32');
  const logSums = backend.makeTensorInfo([layout.B, layout.H, layout.T], 'float32');
  withMask(backend, attributes, (mask) => {
    const code = forwardShader(shapeOf(layout, attributes));
    run(backend, attentionWork('forward', layout, attributes, { ...inputs, ...mask }, { y, logSums }, code));
  });
  return [y, logSums];
}

function gradientWorks(layout: Layout, attributes: Attributes, inputs: Tensors) {
  const shape = shapeOf(layout, attributes);
  return {
    queries: (dq: TensorInfo) => attentionWork('dq', layout, attributes, inputs, { dq }, queryGradShader(shape)),
    keys: (outputs: { dk?: TensorInfo; dv?: TensorInfo }) => {
      const wants = { dk: 'dk' in outputs, dv: 'dv' in outputs };
      const name = Object.keys(outputs).join('');
      return attentionWork(name, layout, attributes, inputs, outputs, keyGradShader(shape, wants));
    },
  };
}

function shapeOf({ D }: Layout, { mask }: Attributes): AttentionShape {
  return { chunks: Math.ceil(D / TILE), hasMask: mask !== undefined };
}

function attentionWork(
  name: string,
  layout: Layout,
  attributes: Attributes,
  inputs: Tensors,
  outputs: Tensors,
  code: string,
): Work {
  const { B, H, T, D } = layout;
  return {
    name: `attention ${name} ${Object.entries(shapeOf(layout, attributes))}`,
    inputs,
    outputs,
    integers: { ...layoutIntegers(layout), causal: attributes.causal ? 1 : 0 },
    floats: { scale: 1 / Math.sqrt(D) },
    groups: B * H * Math.ceil(T / TILE),
    groupSize: TILE_THREADS,
    sharedWords: TILE_WORDS,
    code,
  };
}

/** Uploads the mask, if there is one, for the time of `use`. */
function withMask(backend: WebgpuBackend, { mask }: Attributes, use: (mask: Tensors) => void): void {
  if (!mask) {
    use({});
    return;
  }
  const uploaded = uploadIntegers(backend, Int32Array.from(mask));
  use({ mask: uploaded });
  backend.disposeData(uploaded.dataId);
}
