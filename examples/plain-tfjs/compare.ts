/** Runs the program twice, each time in a process of its own, and prints what the one import changes. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface Result {
  stepsPerSecond: number;
  steps: number;
  firstLoss: number;
  lastLoss: number;
}

const plain = run('train.ts');
const fused = run('train-with-kernels.ts');

print('tfjs alone', plain);
print("with import '@glassbox/kernels/wasm'", fused);
console.log(`${(fused.stepsPerSecond / plain.stepsPerSecond).toFixed(1)} times as fast`);
if (Math.abs(plain.firstLoss - fused.firstLoss) > 1e-4) throw new Error('compare: the first losses differ');

function run(file: string): Result {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const output = execFileSync(process.execPath, [path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const line = output.trim().split('\n').at(-1) ?? '';
  return JSON.parse(line) as Result;
}

function print(title: string, { stepsPerSecond, steps, firstLoss, lastLoss }: Result): void {
  const losses = `loss ${firstLoss.toFixed(4)} → ${lastLoss.toFixed(4)} in ${steps} steps`;
  console.log(`${title.padEnd(38)}${stepsPerSecond.toFixed(1).padStart(6)} steps/s   ${losses}`);
}
