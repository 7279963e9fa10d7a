/** Compiling works: one pipeline per combination of shaders, kept per backend. */
import type { WebgpuBackend } from './backend.ts';
import { composeShader } from './compose.ts';
import type { Binding, Work } from './work.ts';

export interface Pipeline {
  pipeline: GPUComputePipeline;
  layout: GPUBindGroupLayout;
}

/** For counting: which bindings of a layout are written, read (false), or uniforms (undefined). */
export const writtenBindings = new WeakMap<GPUBindGroupLayout, (boolean | undefined)[]>();

/** Returns the pipeline of `works`, compiled on first use. `tensors` gives each work's names their bindings. */
export function pipelineOf(
  { device }: WebgpuBackend,
  pipelines: Map<string, Pipeline>,
  works: Work[],
  bindings: Binding[],
  tensors: Record<string, number>[],
): Pipeline {
  const names = works.map(
    ({ name, constants = {} }, i) => `${name} ${Object.entries(constants)} ${Object.values(tensors[i] ?? {})}`,
  );
  const key = `${names.join(' | ')} ${bindings.map(({ dtype, written }) => `${dtype}${written ? '!' : ''}`)}`;
  const known = pipelines.get(key);
  if (known) return known;
  const layout = device.createBindGroupLayout({
    entries: [undefined, ...bindings].map((bound, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: bound ? (bound.written ? 'storage' : 'read-only-storage') : 'uniform' },
    })),
  });
  writtenBindings.set(layout, [undefined, ...bindings.map(({ written }) => written)]);
  const module = device.createShaderModule({ code: shaderOf(works, bindings, tensors), label: key });
  const pipeline = device.createComputePipeline({
    label: key,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module, entryPoint: 'main' },
  });
  const made = { pipeline, layout };
  pipelines.set(key, made);
  return made;
}

function shaderOf(works: Work[], bindings: Binding[], tensors: Record<string, number>[]): string {
  const parts = works.map(({ code, constants = {}, integers = {}, floats = {} }, i) => ({
    code: `${Object.entries(constants)
      .map(([name, value]) => `const $${name} = ${value};`)
      .join(' ')}\n${code}`,
    tensors: tensors[i] ?? {},
    integers: Object.keys(integers),
    floats: Object.keys(floats),
  }));
  const sharedWords = Math.max(...works.map((work) => work.sharedWords ?? 0));
  return composeShader(parts, bindings, works[0]?.groupSize ?? 1, sharedWords);
}
