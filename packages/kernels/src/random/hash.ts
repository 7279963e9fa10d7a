/** A counter-based hash: bits from (seed, index) with no state, so that every backend draws the same mask in any order. */

/**
 * Returns 32 well-mixed bits of (seed, index) as an unsigned integer: the finaliser of `lowbias32` on index·φ ⊕ seed.
 * Kernels in WGSL and AssemblyScript repeat these exact operations.
 *
 * @see Wellons 2018, https://nullprogram.com/blog/2018/07/31/ (lowbias32)
 */
export function hashBits(seed: number, index: number): number {
  let bits = Math.imul(index, 0x9e3779b9) ^ seed;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return (bits ^ (bits >>> 15)) >>> 0;
}

/** Returns the 32-bit bound below which an element is dropped at `rate` in [0, 1): rate·2³², rounded. */
export function dropThreshold(rate: number): number {
  return Math.min(0xffffffff, Math.round(rate * 2 ** 32)) >>> 0;
}
