/** The learning curve: what the episodes brought, averaged over a few, few enough points to draw. Pure. */

const POINTS = 60;

/** Returns [episodes played, mean reward of the last `total`/60 of them], one point per bundle. */
export function learningCurve(rewards: readonly number[], total: number): (readonly [number, number])[] {
  const size = Math.max(1, Math.ceil(total / POINTS));
  const points: (readonly [number, number])[] = [];
  for (let start = 0; start < rewards.length; start += size) {
    const bundle = rewards.slice(start, start + size);
    points.push([start + bundle.length, bundle.reduce((sum, reward) => sum + reward, 0) / bundle.length]);
  }
  return points;
}

/** Returns a round range around the points, 0 always in it. */
export function rangeOf(points: readonly (readonly [number, number])[]): [number, number] {
  const values = points.map(([, value]) => value);
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  return low === high ? [0, 1] : [Math.floor(low), Math.ceil(high)];
}
