/** Plays a tune with WebAudio when the learner asks for it, and says which note sounds. */
import type { TuneNote } from './contract.ts';
import { type Sound, soundingAt, soundsOf } from './sounds.ts';

const LOUDNESS = 0.18;
const ATTACK_SECONDS = 0.015;
/** So that nothing begins before the first sound is ready. */
const LEAD_SECONDS = 0.08;

export class Player {
  playing = $state(false);
  /** The note that sounds now. */
  note = $state<number>();
  #context: AudioContext | undefined;
  #frame = 0;

  play(notes: readonly TuneNote[]): void {
    this.stop();
    const sounds = soundsOf(notes);
    if (sounds.length === 0) return;
    const context = new AudioContext();
    this.#context = context;
    const begin = context.currentTime + LEAD_SECONDS;
    for (const sound of sounds) sing(context, sound, begin);
    const end = Math.max(...sounds.map(({ start, seconds }) => start + seconds));
    this.playing = true;
    const follow = () => {
      const now = context.currentTime - begin;
      if (now > end + LEAD_SECONDS) {
        this.stop();
        return;
      }
      this.note = soundingAt(sounds, now);
      this.#frame = requestAnimationFrame(follow);
    };
    follow();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    void this.#context?.close();
    this.#context = undefined;
    this.playing = false;
    this.note = undefined;
  }
}

/** A soft, plucked tone: quickly there, slowly gone. */
function sing(context: AudioContext, { start, seconds, hertz }: Sound, begin: number): void {
  const tone = new OscillatorNode(context, { type: 'triangle', frequency: hertz });
  const loudness = new GainNode(context, { gain: 0 });
  const at = begin + start;
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(LOUDNESS, at + ATTACK_SECONDS);
  loudness.gain.exponentialRampToValueAtTime(LOUDNESS / 20, at + seconds);
  tone.connect(loudness).connect(context.destination);
  tone.start(at);
  tone.stop(at + seconds);
}
