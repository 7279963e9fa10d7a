/** What the engine's WebAssembly can do, found by validating modules of one instruction. */

/** `magic, version, type () → v128, one function`, then the code section that follows. */
const PROBE_HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0];
/** i32.const 0, i8x16.splat */
const SPLAT_ZERO = [0x41, 0, 0xfd, 0x0f];
/** f32x4.relaxed_madd */
const RELAXED_MADD = [0xfd, 0x85, 2];

/** Which build of the module runs here: `relaxed` fuses multiply and add, `plain` needs no more than SIMD. */
export type SimdLevel = 'relaxed' | 'plain';

/** Returns the best build this engine accepts, or `undefined` without SIMD. */
export function findSimdLevel(): SimdLevel | undefined {
  if (accepts([...SPLAT_ZERO, ...SPLAT_ZERO, ...SPLAT_ZERO, ...RELAXED_MADD])) return 'relaxed';
  return accepts(SPLAT_ZERO) ? 'plain' : undefined;
}

function accepts(instructions: number[]): boolean {
  const body = [0, ...instructions, 0x0b]; // no locals, …, end
  const code = [0x0a, body.length + 2, 1, body.length, ...body];
  return WebAssembly.validate(Uint8Array.from([...PROBE_HEADER, ...code]));
}
