/** Which of the seven colours of the probability ramp a probability gets. */
export const RAMP_STEPS = 7;

/** Square root spacing: most of what a model gives is below a half, and differences there are what one looks for. */
export function rampStep(probability: number): number {
  return Math.min(RAMP_STEPS - 1, Math.floor(Math.sqrt(Math.max(0, probability)) * RAMP_STEPS));
}
