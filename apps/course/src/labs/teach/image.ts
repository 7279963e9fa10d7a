/** Images as `handwriting.bin` holds them: 28 × 28 pixels in four grey levels, four pixels to a byte. */

export const SIDE = 28;
export const BYTES_PER_IMAGE = SIDE ** 2 / 4;

/** The grey level of a pixel, 0…3. */
export function levelAt(image: Uint8Array, row: number, column: number): number {
  const pixel = SIDE * row + column;
  return ((image[pixel >> 2] ?? 0) >> (2 * (pixel & 3))) & 3;
}
