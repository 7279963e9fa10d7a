/** Attention while generating on WebGPU: one dispatch appends keys and values to the cache in place and attends. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelTable, sizeOf } from '../../kernel-table.ts';
import type { WebgpuBackend } from '../core/backend.ts';
import { runTogether } from '../core/queue.ts';
import { takeOver } from '../core/state.ts';
import { uploadIntegers } from '../core/upload.ts';
import type { Work } from '../core/work.ts';
import { forwardShader } from './attention-shaders.ts';
import { layoutIntegers, packedLayout, TILE, TILE_THREADS, TILE_WORDS } from './attention-tiles.ts';

interface Attributes {
  nHead: number;
  past: number;
  mask?: Uint8Array;
}

export function cachedAttentionKernels(backend: WebgpuBackend): KernelTable {
  return {
    GlassboxCachedAttention: (inputs, { nHead, past, mask }: Attributes) => {
      const { qkv } = inputs as Record<'qkv', TensorInfo>;
      const [B = 0, T = 0, width = 0] = qkv.shape;
      const y = backend.makeTensorInfo([B, T, width / 3], 'float32');
      const keys = takeOver(backend, inputs.keys as TensorInfo);
      const values = takeOver(backend, inputs.values as TensorInfo);
      const uploaded = mask && uploadIntegers(backend, Int32Array.from(mask));
      const layout = packedLayout(qkv, nHead);
      const shape = { chunks: Math.ceil(layout.D / TILE), hasMask: mask !== undefined, cached: true };
      const integers = { ...layoutIntegers(layout), causal: 1, past, S: keys.shape[1] ?? 0 };
      const attend: Work = {
        name: `attention ${Object.entries(shape)}`,
        inputs: { q: qkv, k: qkv, v: qkv, ...(uploaded && { mask: uploaded }) },
        outputs: { y, keys, values },
        integers,
        floats: { scale: 1 / Math.sqrt(layout.D) },
        volatile: true,
        groups: B * nHead * Math.ceil(T / TILE),
        groupSize: TILE_THREADS,
        sharedWords: TILE_WORDS,
        code: forwardShader(shape, { writesLogSums: false }),
      };
      runTogether(backend, [attend, appendWork(qkv, { keys, values }, integers)]);
      if (uploaded) backend.disposeData(uploaded.dataId);
      return [y, keys, values];
    },
  };
}

/** Writes rows past…past + T − 1 of both caches [B, S, C], while the attention beside it reads the rows before them. */
function appendWork(
  qkv: TensorInfo,
  caches: { keys: TensorInfo; values: TensorInfo },
  integers: Record<string, number>,
): Work {
  const size = sizeOf(qkv.shape) / 3;
  return {
    name: 'append to cache',
    inputs: { qkv },
    outputs: caches,
    integers: { ...integers, size },
    volatile: true,
    groups: Math.ceil(size / TILE_THREADS),
    groupSize: TILE_THREADS,
    code: /* wgsl */ `
      fn $run(group : i32, lane : i32) {
        let i = group * ${TILE_THREADS} + lane;
        if (i >= $size) { return; }
        let width = $outT;
        let token = i / width;
        let source = token * 3 * width + i % width;
        let place = (token / $T * $S + $past + token % $T) * width + i % width;
        $keys[place] = $qkv[source + width];
        $values[place] = $qkv[source + 2 * width];
      }`,
  };
}
