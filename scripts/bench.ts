/** `pnpm bench`: builds the kernels when they changed, then runs their bench; `packages/kernels/bench/main.ts` says with what options. */
import { ROOT, run, turbo } from './turbo.ts';

const code = await turbo(['build', '--filter=@glassbox/kernels', '--output-logs=errors-only', '--log-prefix=none'], {
  // Standard output belongs to the bench, which may print JSON.
  stdio: ['ignore', 2, 2],
});
if (code !== 0) process.exit(code);

process.exitCode = await run(process.execPath, [`${ROOT}packages/kernels/bench/main.ts`, ...process.argv.slice(2)]);
