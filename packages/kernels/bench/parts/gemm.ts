/** The product in its three forms against the register peak, one thread, in turns. */
import type { BenchRow } from '../../src/bench/device-bench.ts';
import { median, medianRatio } from '../../src/bench/measure.ts';
import { createProducts, PRODUCT_FLOP, PRODUCT_FORMS } from '../../src/bench/product-shapes.ts';
import { runPart, startWasm } from '../part.ts';
import { createPeak } from '../peak.ts';

/** Products timed together: about as long as one run of the peak. */
const PRODUCTS_PER_TURN = 3;
const WARM_UPS = 3;

await runPart(async ({ quick }) => {
  const { simd } = await startWasm(1);
  const peak = await createPeak(simd);
  const products = createProducts();
  const speeds = { peak: [] as number[], nn: [] as number[], nt: [] as number[], tn: [] as number[] };
  for (let round = -WARM_UPS; round < (quick ? 10 : 40); round++) {
    const peakSpeed = peak.run();
    if (round >= 0) speeds.peak.push(peakSpeed);
    for (const form of PRODUCT_FORMS) {
      const start = performance.now();
      for (let i = 0; i < PRODUCTS_PER_TURN; i++) products.run(form).dispose();
      const speed = (PRODUCTS_PER_TURN * PRODUCT_FLOP) / (performance.now() - start) / 1e6;
      if (round >= 0) speeds[form].push(speed);
    }
  }
  const rows: BenchRow[] = [{ id: 'gemm.peak', value: median(speeds.peak), unit: 'GFLOP/s', note: `${simd} SIMD` }];
  for (const form of PRODUCT_FORMS) {
    rows.push({ id: `gemm.${form}`, value: median(speeds[form]), unit: 'GFLOP/s' });
    rows.push({ id: `gemm.${form}.peak-share`, value: medianRatio(speeds[form], speeds.peak), unit: '' });
  }
  return rows;
});
