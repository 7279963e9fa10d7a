/**
 * The numbers behind the picture `first-steps`: a desk whose knobs travel from random places to the right ones, and the
 * sound that follows. `progress` 0 is noise, 1 is the record. A drawing, computed so that gap and knobs tell one story.
 */
import { seededRandom } from '../home/continue-line.ts';

export const WIDTH = 232;
const MIDDLE = 46;
const POINTS = 117;
const LOUDNESS = 31;
const SEED = 11;
const NOTES = [0.9, 0.35, 0.75, 1, 0.5, 0.8];

/** Returns the heights of the record's curve: six notes, each swelling and fading. */
export function recordCurve(): number[] {
  return curve((x) => {
    const place = x * NOTES.length;
    const note = NOTES[Math.min(Math.floor(place), NOTES.length - 1)] ?? 0;
    const swell = Math.sin(Math.PI * (place % 1));
    return note * swell * Math.cos(place * Math.PI * 2);
  });
}

/** Returns what the desk plays: the record, hidden under noise that shrinks with progress. */
export function playedCurve(progress: number): number[] {
  const random = seededRandom(SEED);
  const record = recordCurve();
  return record.map((height) => {
    const noise = (random() * 2 - 1) * LOUDNESS;
    return MIDDLE + (height - MIDDLE) * Math.min(1, progress * 1.02) + noise * (1 - progress);
  });
}

/** Returns the knobs' angles in degrees, -140 … 140. */
export function knobAngles(count: number, progress: number): number[] {
  const random = seededRandom(SEED + 1);
  return Array.from({ length: count }, () => {
    const [from, to] = [random() * 280 - 140, random() * 200 - 100];
    return Math.round(from + (to - from) * progress);
  });
}

/** Returns an SVG path through heights that are spread over the width. */
export function linePath(heights: readonly number[]): string {
  return heights.map((y, index) => `${index === 0 ? 'M' : 'L'}${xOf(index)} ${y.toFixed(1)}`).join('');
}

/** Returns the closed path between two curves: the gap that training closes. */
export function gapPath(a: readonly number[], b: readonly number[]): string {
  const back = b.map((y, index) => `L${xOf(index)} ${y.toFixed(1)}`).reverse();
  return `${linePath(a)}${back.join('')}Z`;
}

function curve(height: (x: number) => number): number[] {
  return Array.from({ length: POINTS }, (_, index) => MIDDLE - LOUDNESS * height(index / (POINTS - 1)));
}

function xOf(index: number): string {
  return ((index * WIDTH) / (POINTS - 1)).toFixed(1);
}
