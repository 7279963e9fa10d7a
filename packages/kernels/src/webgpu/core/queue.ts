/**
 * Our own dispatches in tfjs' command encoder: several outputs each, and works that don't depend on each other joined
 * into one dispatch. A work that may be joined waits; whatever tfjs records next makes it be recorded first, so the
 * order of effects is the order of the calls.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { env } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../kernel-table.ts';
import type { WebgpuBackend } from './backend.ts';
import { pipelineOf } from './pipeline.ts';
import { isSlice } from './slice.ts';
import { detach, flush, stateOf } from './state.ts';
import type { Binding, Work } from './work.ts';

/** WebGPU's default `maxStorageBuffersPerShaderStage`, which tfjs leaves as it is. */
const MAX_TENSORS = 8;
const MAX_WORKS = 4;
/** Workgroups along x before they go on along y; WebGPU guarantees 65,535. */
const MAX_GROUPS_X = 32768;
const MAX_KEPT_UNIFORMS = 1024;
const PLACEHOLDER_BYTES = 256;

/** Records `work` now; whatever waits goes first. Nothing is recorded if all of its outputs are empty. */
export function run(backend: WebgpuBackend, work: Work): void {
  if (!prepare(backend, [work])) return;
  flush(backend);
  encode(backend, [work]);
  submitIfDue(backend);
}

/** Records works that must not depend on each other as one dispatch. */
export function runTogether(backend: WebgpuBackend, works: Work[]): void {
  if (!prepare(backend, works)) return;
  flush(backend);
  encode(backend, works.filter(hasOutput));
  submitIfDue(backend);
}

/** Records `work` in the same dispatch as works that wait, if it may be joined to them, else by itself; it waits for more of its kind. */
export function runSoon(backend: WebgpuBackend, work: Work): void {
  if (!prepare(backend, [work])) return;
  const state = stateOf(backend);
  const { waiting } = state;
  if (waiting && waiting.groupSize === work.groupSize && canJoin(backend, waiting.works, work)) {
    waiting.works.push(work);
    return;
  }
  flush(backend);
  submitIfDue(backend);
  own(backend, work);
  const works = [work];
  state.waiting = { groupSize: work.groupSize, works, encode: () => encode(backend, works) };
}

const hasOutput = (work: Work) => Object.values(work.outputs).some(({ shape }) => sizeOf(shape) > 0);

/** Brings all tensors to the GPU, inputs out of shared buffers that will be written; false if there is nothing to compute. */
function prepare(backend: WebgpuBackend, works: Work[]): boolean {
  for (const work of works) {
    for (const tensor of Object.values(work.inputs)) if (sizeOf(tensor.shape) > 0) backend.uploadToGPU(tensor.dataId);
    for (const tensor of Object.values(work.outputs)) {
      const data = backend.tensorMap.get(tensor.dataId);
      if (sizeOf(tensor.shape) > 0) backend.uploadToGPU(tensor.dataId);
      else data.values = data.dtype === 'float32' ? new Float32Array(0) : new Int32Array(0);
    }
  }
  const written = buffersOf(backend, works, 'outputs');
  for (const { dataId } of works.flatMap((work) => Object.values(work.inputs))) {
    if (isSlice(backend.tensorMap.get(dataId).resource) && written.has(bufferOf(backend, dataId)))
      detach(backend, dataId);
  }
  return works.some(hasOutput);
}

function own(backend: WebgpuBackend, work: Work): void {
  for (const { dataId } of [...Object.values(work.inputs), ...Object.values(work.outputs)]) {
    backend.commandQueueOwnedIds.add(dataId);
  }
}

function canJoin(backend: WebgpuBackend, works: Work[], work: Work): boolean {
  if (works.length === MAX_WORKS) return false;
  const all = [...works, work];
  const read = buffersOf(backend, all, 'inputs');
  // One dispatch may not read a buffer that it writes, not even another part of it.
  if ([...buffersOf(backend, all, 'outputs')].some((buffer) => buffer && read.has(buffer))) return false;
  if (collectBindings(backend, all).bindings.length > MAX_TENSORS) return false;
  own(backend, work);
  return true;
}

function buffersOf(backend: WebgpuBackend, works: Work[], side: 'inputs' | 'outputs'): Set<GPUBuffer | undefined> {
  return new Set(works.flatMap((one) => Object.values(one[side])).map(({ dataId }) => bufferOf(backend, dataId)));
}

function bufferOf(backend: WebgpuBackend, dataId: object): GPUBuffer | undefined {
  const { resource } = backend.tensorMap.get(dataId);
  return isSlice(resource) ? resource.buffer : (resource ?? undefined);
}

function encode(backend: WebgpuBackend, works: Work[]): void {
  const groups = works.reduce((total, work) => total + work.groups, 0);
  if (groups === 0) return;
  const { bindings, tensors } = collectBindings(backend, works);
  const { pipeline, layout } = pipelineOf(backend, stateOf(backend).pipelines, works, bindings, tensors);
  const bindGroup = backend.device.createBindGroup({
    layout,
    entries: [makeUniforms(backend, works), ...bindings.map(({ resource }) => resource)].map((resource, binding) => ({
      binding,
      resource,
    })),
  });
  for (const work of works) own(backend, work);
  const x = Math.min(groups, MAX_GROUPS_X);
  backend.ensureCommandEncoderReady();
  const pass = backend.computePassEncoder ?? (backend.commandEncoder as GPUCommandEncoder).beginComputePass();
  backend.computePassEncoder = pass;
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  pass.dispatchWorkgroups(x, Math.ceil(groups / x));
  backend.dispatchCountInPass++;
}

function submitIfDue(backend: WebgpuBackend): void {
  if (backend.dispatchCountInPass < (env().get('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE') as number)) return;
  backend.endComputePassEncoder();
  backend.submitQueue();
}

/** One binding per buffer part; two works that read the same tensor share it. */
function collectBindings(backend: WebgpuBackend, works: Work[]) {
  const bindings: Binding[] = [];
  const places = new Map<object, number>();
  let placeholders = 0;
  const bind = (written: boolean) => (tensor: TensorInfo) => {
    const { resource, dtype } = backend.tensorMap.get(tensor.dataId);
    const key = resource ?? tensor.dataId;
    const known = places.get(key);
    if (known !== undefined) return known;
    const part = isSlice(resource)
      ? { buffer: resource.buffer, offset: resource.offset, size: resource.size }
      : undefined;
    const whole = resource && !isSlice(resource) ? { buffer: resource } : undefined;
    bindings.push({
      resource: part ?? whole ?? placeholderOf(backend, placeholders++),
      dtype,
      written,
    });
    places.set(key, bindings.length - 1);
    return bindings.length - 1;
  };
  const tensors = works.map(({ inputs, outputs }) => ({
    ...mapValues(inputs, bind(false)),
    ...mapValues(outputs, bind(true)),
  }));
  return { bindings, tensors };
}

function placeholderOf(backend: WebgpuBackend, index: number): GPUBufferBinding {
  const state = stateOf(backend);
  const size = PLACEHOLDER_BYTES;
  state.placeholder ??= backend.device.createBuffer({ size: size * MAX_TENSORS, usage: GPUBufferUsage.STORAGE });
  return { buffer: state.placeholder, offset: index * size, size };
}

function makeUniforms(backend: WebgpuBackend, works: Work[]): GPUBufferBinding {
  let end = 0;
  const ends = works.map(({ groups }) => {
    end += groups;
    return end;
  });
  const values = [
    ...ends.map((value) => ({ type: 'int32' as const, data: [value] })),
    ...works.flatMap(({ integers = {}, floats = {} }) => [
      ...Object.values(integers).map((value) => ({ type: 'int32' as const, data: [value] })),
      ...Object.values(floats).map((value) => ({ type: 'float32' as const, data: [value] })),
    ]),
  ];
  if (works.some((work) => work.volatile)) return backend.makeUniforms(values);
  const { uniforms } = stateOf(backend);
  const key = values.map(({ type, data }) => `${type === 'float32' ? '.' : ''}${data}`).join(' ');
  const kept = uniforms.get(key);
  if (kept) return { buffer: kept };
  if (uniforms.size >= MAX_KEPT_UNIFORMS) return backend.makeUniforms(values);
  const buffer = backend.device.createBuffer({
    size: values.length * 4,
    usage: GPUBufferUsage.UNIFORM,
    mappedAtCreation: true,
  });
  const view = new DataView(buffer.getMappedRange());
  values.forEach(({ type, data: [value = 0] }, i) => {
    if (type === 'float32') view.setFloat32(4 * i, value, true);
    else view.setInt32(4 * i, value, true);
  });
  buffer.unmap();
  uniforms.set(key, buffer);
  return { buffer };
}

function mapValues<A, B>(record: Record<string, A>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
