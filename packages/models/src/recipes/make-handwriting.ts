/**
 * Writes `corpora/handwriting.bin`: 1,600 handwritten digits for the labs, 160 of each from 0 to 9, in four grey levels.
 * An image is 196 bytes: 784 pixels row by row, four to a byte, the first in the lowest bits. Images of one digit follow
 * one another: image i of digit d starts at byte 196·(160·d + i). `node src/recipes/make-handwriting.ts` writes it again.
 */
import { writeFileSync } from 'node:fs';
import { digitImages, SIDE } from './digit-images.ts';
import { inPackage } from './texts.ts';

const PER_DIGIT = 160;
const BYTES = SIDE ** 2 / 4;
/** From 0…255 to 0…3. */
const GREYS_PER_LEVEL = 85;

const { train } = digitImages();
const bytes = new Uint8Array(10 * PER_DIGIT * BYTES);
for (let digit = 0; digit < 10; digit++) {
  const images = train.filter((image) => image.digit === digit).slice(0, PER_DIGIT);
  for (const [index, { pixels }] of images.entries()) {
    const start = BYTES * (PER_DIGIT * digit + index);
    for (const [pixel, grey] of pixels.entries()) {
      const at = start + (pixel >> 2);
      bytes[at] = (bytes[at] ?? 0) | (Math.round(grey / GREYS_PER_LEVEL) << (2 * (pixel & 3)));
    }
  }
}
writeFileSync(inPackage('corpora/handwriting.bin'), bytes);
