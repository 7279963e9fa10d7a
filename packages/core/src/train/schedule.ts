/** The learning rate of every step: a straight climb, then half a cosine down to a floor. */

/** What the learning rate depends on besides the step. */
export interface ScheduleConfig {
  readonly learningRate: number;
  readonly minLearningRate: number;
  readonly warmupSteps: number;
  readonly maxSteps: number;
}

/**
 * Returns the learning rate of a step. With s counted from 0, w = warmupSteps and n = maxSteps:
 * η·(s+1)/(w+1) while s < w; then η_min + ½(1 + cos(π·(s−w)/(n−w)))·(η − η_min); η_min from n on.
 *
 * @param step steps already done, from 0
 * @see Loshchilov & Hutter 2017, arXiv:1608.03983, eq. 5, one cycle; the warm-up is nanoGPT's
 */
export function learningRateAt(step: number, config: ScheduleConfig): number {
  const { learningRate, minLearningRate, warmupSteps, maxSteps } = config;
  if (step < warmupSteps) return (learningRate * (step + 1)) / (warmupSteps + 1);
  if (step >= maxSteps) return minLearningRate;
  const progress = (step - warmupSteps) / (maxSteps - warmupSteps);
  return minLearningRate + 0.5 * (1 + Math.cos(Math.PI * progress)) * (learningRate - minLearningRate);
}
