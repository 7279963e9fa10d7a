/** From notes to what a loudspeaker needs: when, how long, how high. Pure. */
import type { TuneNote } from './contract.ts';

export interface Sound {
  /** Seconds from the beginning. */
  start: number;
  seconds: number;
  hertz: number;
  /** Which note of the tune. */
  note: number;
}

const TICKS_PER_QUARTER = 12;
/** 110 quarters a minute: a walking pace. */
const SECONDS_PER_QUARTER = 60 / 110;
const A4 = { pitch: 69, hertz: 440 };
const PER_OCTAVE = 12;

/** Returns a sound per note; rests are silent. */
export function soundsOf(notes: readonly TuneNote[]): Sound[] {
  return notes.flatMap(({ start, ticks, pitch }, note) =>
    pitch === null
      ? []
      : [
          {
            start: secondsOf(start),
            seconds: secondsOf(ticks),
            hertz: A4.hertz * 2 ** ((pitch - A4.pitch) / PER_OCTAVE),
            note,
          },
        ],
  );
}

/** The note that sounds at a moment, or undefined in a rest and after the end. */
export function soundingAt(sounds: readonly Sound[], seconds: number): number | undefined {
  return sounds.find(({ start, seconds: length }) => seconds >= start && seconds < start + length)?.note;
}

function secondsOf(ticks: number): number {
  return (ticks / TICKS_PER_QUARTER) * SECONDS_PER_QUARTER;
}
