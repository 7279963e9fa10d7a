/** How fast training goes: tokens per second over the latest steps, pauses and validation left out. */

const WINDOW_STEPS = 20;

/** Measures how fast training goes. */
export interface Speedometer {
  /** Adds one step and returns the tokens per second over the last steps. */
  add(tokens: number, elapsedMs: number): number;
}

/** Returns a speedometer that forgets everything but the last 20 steps. */
export function createSpeedometer(): Speedometer {
  const steps: { tokens: number; elapsedMs: number }[] = [];
  return {
    add(tokens, elapsedMs) {
      steps.push({ tokens, elapsedMs });
      if (steps.length > WINDOW_STEPS) steps.shift();
      const total = steps.reduce((sum, step) => sum + step.tokens, 0);
      const totalMs = steps.reduce((sum, step) => sum + step.elapsedMs, 0);
      return totalMs > 0 ? (total * 1000) / totalMs : 0;
    },
  };
}
