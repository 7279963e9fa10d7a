/** What a kernel asks of the GPU, and what a shader binds for it. */
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';

/** The share of one kernel in a dispatch. */
export interface Work {
  /** Tells the shader from all others, together with `constants`. */
  name: string;
  /** Tensors read and written, by their names in the code. A tensor in `inputs` must not be in `outputs`. */
  inputs: Record<string, TensorInfo>;
  outputs: Record<string, TensorInfo>;
  /** Compiled into the shader as `const $NAME`, so few values should occur. */
  constants?: Record<string, number>;
  integers?: Record<string, number>;
  floats?: Record<string, number>;
  /** True if `integers` or `floats` differ at every call, so that keeping them on the GPU is no use. */
  volatile?: boolean;
  /** Workgroups, counted in one dimension. */
  groups: number;
  groupSize: number;
  /** vec4<f32> of workgroup memory the code uses as `shared4`. */
  sharedWords?: number;
  /** WGSL with `fn $run(group : i32, lane : i32)`. */
  code: string;
}

/** One tensor of a shader. */
export interface Binding {
  resource: GPUBufferBinding;
  dtype: DataType;
  written: boolean;
}
