/** The thin layer over tfjs' `runWebGPUProgram`: WGSL code with named constants and uniforms becomes one dispatch. */
import type { DataId, DataType, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../kernel-table.ts';

/** The parts of tfjs' `WebGPUBackend` that are used here. */
export interface WebgpuBackend extends KernelBackend {
  makeTensorInfo(shape: number[], dtype: DataType, values?: Int32Array | Float32Array): TensorInfo;
  disposeData(dataId: DataId): boolean;
  incRef(dataId: DataId): void;
  runWebGPUProgram(
    program: object,
    inputs: TensorInfo[],
    dtype: DataType,
    uniforms?: { type: 'int32' | 'float32'; data: number[] }[],
    output?: TensorInfo,
  ): TensorInfo;
}

/** How many threads, and which code they run. */
export interface Dispatch {
  /** Names the shader; with `constants` it must tell it from all others. */
  name: string;
  /** Inputs by their names in WGSL, in binding order. */
  inputs: Record<string, TensorInfo>;
  outputShape: number[];
  /** Compiled into the shader as `const NAME`, so few values should occur. */
  constants?: Record<string, number>;
  /** Read as `uniforms.name`; integers and floats apart. */
  integers?: Record<string, number>;
  floats?: Record<string, number>;
  /** WGSL with `fn main(index : i32)` for `elements`, `fn main()` for `groups`. */
  code: string;
  /** One workgroup of `groupSize` threads per group, [x, y]; without it, one thread per element of the output. */
  groups?: [number, number];
  groupSize?: number;
  /** Write here instead of to a new tensor. */
  output?: TensorInfo;
}

/** Threads of a workgroup that shares one row; a power of two for the reductions. */
export const GROUP_SIZE = 64;
/** Workgroups along x before rows go on along y; WebGPU guarantees 65,535. */
const MAX_GROUPS_X = 32768;

/** Runs one dispatch; the caller owns the result. */
export function run(backend: WebgpuBackend, dispatch: Dispatch): TensorInfo {
  const { name, inputs, outputShape, constants = {}, integers = {}, floats = {}, code, groups, output } = dispatch;
  const workgroupSize = [dispatch.groupSize ?? GROUP_SIZE, 1, 1];
  const names = [
    ...Object.keys(integers).map((key) => `${key} : i32,`),
    ...Object.keys(floats).map((key) => `${key} : f32,`),
  ];
  const declarations = Object.entries(constants).map(([key, value]) => `const ${key} = ${value};`);
  const program = {
    variableNames: Object.keys(inputs),
    outputShape,
    workgroupSize,
    // tfjs passes `index` to main only when the layout has no y.
    dispatchLayout: groups ? { x: [0], y: [1] } : { x: outputShape.map((_, i) => i) },
    dispatch: groups ? [...groups, 1] : [Math.ceil(sizeOf(outputShape) / GROUP_SIZE), 1, 1],
    shaderKey: `glassbox_${name}_${Object.entries(constants).flat().join('_')}`,
    size: !groups,
    ...(names.length > 0 && { uniforms: names.join(' ') }),
    getUserCode: () => `${declarations.join('\n')}\n${code}`,
  };
  const uniforms = [
    ...Object.values(integers).map((value) => ({ type: 'int32' as const, data: [value] })),
    ...Object.values(floats).map((value) => ({ type: 'float32' as const, data: [value] })),
  ];
  return backend.runWebGPUProgram(program, Object.values(inputs), 'float32', uniforms, output);
}

/** Groups for one workgroup per row. The code gets its row from `ROW_OF_GROUP`. */
export function rowGroups(rows: number): [number, number] {
  const x = Math.max(1, Math.min(rows, MAX_GROUPS_X));
  return [x, Math.max(1, Math.ceil(rows / x))];
}

/** WGSL: this workgroup's row; spare groups at the end repeat the last row and write the same values. */
export const ROW_OF_GROUP = /* wgsl */ `
  fn rowOfGroup(rows : i32) -> i32 {
    return min(i32(workgroupId.y * numWorkgroups.x + workgroupId.x), rows - 1);
  }`;

/** WGSL: the sum and the maximum of one value per thread over the workgroup, known to all threads. */
export const REDUCTIONS = /* wgsl */ `
  var<workgroup> shelf : array<f32, ${GROUP_SIZE}>;
  fn sumOverGroup(value : f32) -> f32 {
    let lane = i32(localIndex);
    shelf[lane] = value;
    workgroupBarrier();
    for (var half = ${GROUP_SIZE / 2}; half > 0; half = half >> 1) {
      if (lane < half) { shelf[lane] = shelf[lane] + shelf[lane + half]; }
      workgroupBarrier();
    }
    let total = shelf[0];
    workgroupBarrier();
    return total;
  }
  fn largestOverGroup(value : f32) -> f32 {
    let lane = i32(localIndex);
    shelf[lane] = value;
    workgroupBarrier();
    for (var half = ${GROUP_SIZE / 2}; half > 0; half = half >> 1) {
      if (lane < half) { shelf[lane] = max(shelf[lane], shelf[lane + half]); }
      workgroupBarrier();
    }
    let largest = shelf[0];
    workgroupBarrier();
    return largest;
  }`;

/** A second handle on the same buffer, with another shape of the same size. */
export function reshaped(tensor: TensorInfo, shape: number[]): TensorInfo {
  return { dataId: tensor.dataId, shape, dtype: tensor.dtype };
}
