/**
 * From works to one shader: each work's WGSL gets its own names, tensors bound once although two works read them, and
 * a `main` that gives every work its share of the workgroups.
 */
import type { DataType } from '@tensorflow/tfjs-core';
import type { Binding } from './work.ts';

/** What a shader is made of. `$name` in `code` stands for the tensor, uniform or own function called `name`. */
export interface ShaderPart {
  code: string;
  /** Local tensor name → index in `bindings`. */
  tensors: Record<string, number>;
  integers: string[];
  floats: string[];
}

/** Returns WGSL whose entry point is `main`. Bindings: 0 the uniforms, then the tensors. */
export function composeShader(
  parts: ShaderPart[],
  bindings: Binding[],
  groupSize: number,
  sharedWords: number,
): string {
  const fields = [
    ...parts.map((_, i) => `end${i} : i32,`),
    ...parts.flatMap(({ integers, floats }, i) => [
      ...integers.map((name) => `p${i}_${name} : i32,`),
      ...floats.map((name) => `p${i}_${name} : f32,`),
    ]),
  ];
  const tensors = bindings.map(
    ({ dtype, written }, i) =>
      `@group(0) @binding(${i + 1}) var<storage, ${written ? 'read_write' : 'read'}> t${i} : array<${wgslType(dtype)}>;`,
  );
  const shares = parts.map(
    (_, i) =>
      `if (group < uniforms.end${i}) { p${i}_run(group${i === 0 ? '' : ` - uniforms.end${i - 1}`}, i32(lane)); return; }`,
  );
  return /* wgsl */ `
    struct Uniforms { ${fields.join(' ')} }
    @group(0) @binding(0) var<uniform> uniforms : Uniforms;
    ${tensors.join('\n')}
    ${sharedWords > 0 ? `var<workgroup> shared4 : array<vec4<f32>, ${sharedWords}>;` : ''}
    ${parts.map(rename).join('\n')}
    @compute @workgroup_size(${groupSize})
    fn main(
      @builtin(workgroup_id) id : vec3<u32>,
      @builtin(num_workgroups) grid : vec3<u32>,
      @builtin(local_invocation_index) lane : u32,
    ) {
      let group = i32(id.y * grid.x + id.x);
      ${shares.join('\n')}
    }`;
}

function rename({ code, tensors, integers, floats }: ShaderPart, part: number): string {
  return code.replace(/\$(\w+)/g, (_, name: string) => {
    if (name in tensors) return `t${tensors[name]}`;
    const isUniform = integers.includes(name) || floats.includes(name);
    return `${isUniform ? 'uniforms.' : ''}p${part}_${name}`;
  });
}

function wgslType(dtype: DataType): string {
  return dtype === 'float32' ? 'f32' : 'i32';
}
