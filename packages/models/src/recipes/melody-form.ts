/** Measures written melodies: bars of the right length, notes of the key, and how much is taken from known tunes. */
import { type Melody, type MelodyNote, readKey, ticksPerBar } from '@glassbox/core';

/** A run of this many notes that a known tune has too, in any key, counts as taken from it. */
export const COPIED_RUN = 12;

/** How many inner bars there are, and how many are as long as the meter says. The first and the last may be shorter. */
export function countWholeBars({ meter, bars }: Melody): { whole: number; inner: number } {
  const inner = bars.slice(1, -1);
  const needed = ticksPerBar(meter);
  return { whole: inner.filter((bar) => lengthOf(bar) === needed).length, inner: inner.length };
}

/** True for a melody of at least four bars whose inner bars are whole and whose outer ones are no longer. */
export function isWellFormed(melody: Melody): boolean {
  const { whole, inner } = countWholeBars(melody);
  const outer = [melody.bars[0] ?? [], melody.bars.at(-1) ?? []];
  return inner >= 2 && whole === inner && outer.every((bar) => lengthOf(bar) <= ticksPerBar(melody.meter));
}

/** How many notes there are, and how many belong to the key's scale. */
export function countInKey({ key, bars }: Melody): { inKey: number; notes: number } {
  const scale = new Set(readKey(key).scale);
  const pitches = bars.flat().flatMap(({ pitch }) => (pitch === null ? [] : [pitch % 12]));
  return { inKey: pitches.filter((tone) => scale.has(tone)).length, notes: pitches.length };
}

/** Every run of `COPIED_RUN` notes of the tunes, as it looks in any key: steps and lengths. */
export function knownRuns(tunes: readonly Melody[]): Set<string> {
  return new Set(tunes.flatMap((tune) => runsOf(tune)));
}

/** How many notes stand in a run that is known. */
export function countCopied(melody: Melody, known: ReadonlySet<string>): { copied: number; notes: number } {
  const copied = new Set<number>();
  for (const [start, run] of runsOf(melody).entries()) {
    if (known.has(run)) for (let i = 0; i < COPIED_RUN; i++) copied.add(start + i);
  }
  return { copied: copied.size, notes: melody.bars.flat().length };
}

function runsOf({ bars }: Melody): string[] {
  const notes = bars.flat();
  return Array.from({ length: Math.max(0, notes.length - COPIED_RUN + 1) }, (_, start) => {
    const run = notes.slice(start, start + COPIED_RUN);
    const first = run.find(({ pitch }) => pitch !== null)?.pitch ?? 0;
    return run.map(({ pitch, ticks }) => `${pitch === null ? 'z' : pitch - first}:${ticks}`).join(' ');
  });
}

function lengthOf(bar: readonly MelodyNote[]): number {
  return bar.reduce((sum, { ticks }) => sum + ticks, 0);
}
