/**
 * `@glassbox/core/nature`: four worlds in which simple rules make a complex whole. Each is a pure module: create a state
 * from a seed and a few sliders, step it, draw its plain arrays and read its one number.
 */
export { createFlock, type FlockOptions, type FlockState, stepFlock } from './flock.ts';
export { createSnowflake, type SnowflakeOptions, type SnowflakeState, stepSnowflake } from './snowflake.ts';
export { createTraffic, fundamentalDiagram, stepTraffic, type TrafficOptions, type TrafficState } from './traffic.ts';
export {
  createVortex,
  stepVortex,
  type VortexOptions,
  type VortexState,
  vortexOfVelocities,
  vorticity,
} from './vortex.ts';
