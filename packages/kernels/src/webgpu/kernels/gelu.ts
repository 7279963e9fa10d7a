/** GELU in WGSL, shared by the element-wise kernel and the matrix products that contain it. */
import { GELU_CUBIC, GELU_SCALE } from '../../ops/gelu.ts';

/**
 * gelu(x) = x·gate(x) with gate(x) = sigmoid(2u), u = √(2/π)(x + 0.044715x³), and its slope. The argument is bounded
 * because some drivers overflow in exp.
 */
export const GELU = /* wgsl */ `
  fn $gate(x : f32) -> f32 {
    let u2 = ${2 * GELU_SCALE} * (x + ${GELU_CUBIC} * x * x * x);
    return 1.0 / (1.0 + exp(-clamp(u2, -80.0, 80.0)));
  }
  fn $geluSlope(x : f32) -> f32 {
    let s = $gate(x);
    return s + x * s * (1.0 - s) * ${2 * GELU_SCALE} * (1.0 + ${3 * GELU_CUBIC} * x * x);
  }`;
