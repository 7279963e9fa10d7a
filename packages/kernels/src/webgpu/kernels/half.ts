/** 16-bit floats on WebGPU, by integer arithmetic on the bits: WGSL's own conversions may flush small numbers to 0. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelTable, sizeOf } from '../../kernel-table.ts';
import type { HalfFormat } from '../../ops/half-bits.ts';
import type { WebgpuBackend } from '../core/backend.ts';
import { run } from '../core/queue.ts';
import { elementWork } from './reduce.ts';

/** `$decode(pattern)` → f32 */
const DECODE: Record<HalfFormat, string> = {
  bfloat16: 'fn $decode(half : u32) -> f32 { return bitcast<f32>(half << 16u); }',
  float16: /* wgsl */ `
    fn $decode(half : u32) -> f32 {
      let sign = (half & 0x8000u) << 16u;
      let exponent = (half >> 10u) & 31u;
      let mantissa = half & 1023u;
      if (exponent == 0u) { return bitcast<f32>(sign | bitcast<u32>(f32(mantissa) * ${2 ** -24})); }
      let rebased = select(exponent + 112u, 255u, exponent == 31u);
      return bitcast<f32>(sign | (rebased << 23u) | (mantissa << 13u));
    }`,
};

/** `$encode(bits of a float32)` → the nearest pattern, ties to even; the steps of src/ops/half-bits.ts. */
const ENCODE: Record<HalfFormat, string> = {
  bfloat16: /* wgsl */ `
    fn $encode(word : u32) -> u32 {
      if ((word & 0x7fffffffu) > 0x7f800000u) { return 0x7fc0u; }
      return (word + 0x7fffu + ((word >> 16u) & 1u)) >> 16u;
    }`,
  float16: /* wgsl */ `
    fn $encode(word : u32) -> u32 {
      let sign = (word >> 16u) & 0x8000u;
      let magnitude = word & 0x7fffffffu;
      if (magnitude > 0x7f800000u) { return 0x7e00u; }
      if (magnitude < 0x38800000u) { return sign | u32(round(bitcast<f32>(magnitude) * ${2 ** 24}.0)); }
      let rebased = magnitude - (112u << 23u);
      return sign | min(0x7c00u, (rebased + 0xfffu + ((rebased >> 13u) & 1u)) >> 13u);
    }`,
};

export function halfKernels(backend: WebgpuBackend): KernelTable {
  return {
    GlassboxFromHalf: (inputs, { format, shape }: { format: HalfFormat; shape: number[] }) => {
      const { bits } = inputs as Record<'bits', TensorInfo>;
      const y = backend.makeTensorInfo(shape, 'float32');
      const work = elementWork({
        name: `from ${format}`,
        inputs: { bits },
        outputs: { y },
        size: sizeOf(shape),
        helpers: DECODE[format],
        body: '$y[i] = $decode((u32($bits[i / 2]) >> (16u * u32(i % 2))) & 0xffffu);',
      });
      run(backend, work);
      return [y];
    },
    GlassboxToHalf: (inputs, { format }: { format: HalfFormat }) => {
      const { x } = inputs as Record<'x', TensorInfo>;
      const count = sizeOf(x.shape);
      const words = backend.makeTensorInfo([Math.ceil(count / 2)], 'int32');
      const work = elementWork({
        name: `to ${format}`,
        inputs: { x },
        outputs: { words },
        size: sizeOf(words.shape),
        integers: { count },
        helpers: ENCODE[format],
        body: /* wgsl */ `
          var word = $encode(bitcast<u32>($x[2 * i]));
          if (2 * i + 1 < $count) { word |= $encode(bitcast<u32>($x[2 * i + 1])) << 16u; }
          $words[i] = i32(word);`,
      });
      run(backend, work);
      return [words];
    },
  };
}
