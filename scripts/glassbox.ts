/** `pnpm glassbox …`: builds core when it changed, then runs its command line with the caller's folder and arguments. */
import { ROOT, run, turbo } from './turbo.ts';

const code = await turbo(['build', '--filter=@glassbox/core', '--output-logs=errors-only', '--log-prefix=none'], {
  // Standard output belongs to the command, which may print JSON.
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (code !== 0) process.exit(code);

// Ctrl-C reaches the whole group; the command saves and leaves, and this process must outlive it to report its code.
process.on('SIGINT', () => undefined);
process.exitCode = await run(process.execPath, [`${ROOT}packages/core/dist/cli/main.js`, ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
});
