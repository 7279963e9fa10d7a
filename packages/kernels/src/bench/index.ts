/** `@glassbox/kernels/bench`: the benchmark's model, rivals and measuring, shared by `pnpm bench` and the page `/bench`. */
export { describeDevice } from './device.ts';
export {
  type BenchPart,
  type BenchProgress,
  type BenchRow,
  type DeviceBenchOptions,
  runDeviceBench,
  timeStep,
} from './device-bench.ts';
export { countStepFlop, type GptSizes, STEP_SIZES } from './gpt.ts';
export { measureSquareProduct, squareFlop } from './square-product.ts';
