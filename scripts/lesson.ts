/** `pnpm lesson …`: the authors' commands. Builds what they stand on when it changed, then runs them. */
import { ROOT, run, turbo } from './turbo.ts';

const [command = ''] = process.argv.slice(2);
const regrades = command === 'regrade';
const built = regrades ? '@glassbox/api' : '@glassbox/quiz';

// Standard output belongs to the command, which may print JSON.
const quiet = ['ignore', 'ignore', 'inherit'] as const;
const code = await turbo(['build', `--filter=${built}`, '--output-logs=errors-only', '--log-prefix=none'], {
  stdio: [...quiet],
});
if (code !== 0) process.exit(code);

const program = regrades ? 'apps/api/dist/regrade/main.js' : 'packages/curriculum/src/cli/main.ts';
// The data folder is the one of `pnpm start`, wherever the command was typed.
const parameters = process.argv.slice(regrades ? 3 : 2);
// Ctrl-C reaches the whole group; the command ends, and this process reports its code.
process.on('SIGINT', () => undefined);
process.exitCode = await run(process.execPath, [`${ROOT}${program}`, ...parameters]);
