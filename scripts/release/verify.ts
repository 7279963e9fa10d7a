/** `pnpm release:verify FOLDER KEY.pub`: is this folder, file by file, what the holder of the key signed? */
import { readFileSync } from 'node:fs';
import { findProblems } from './sums.ts';

const [folder, key] = process.argv.slice(2);
if (folder === undefined || key === undefined) {
  console.error('release:verify: folder and public key were needed; call pnpm release:verify FOLDER KEY.pub');
  process.exit(1);
}
const problems = findProblems(folder, readFileSync(key, 'utf8'));
for (const problem of problems) console.error(`${folder}: ${problem}`);
if (problems.length === 0) console.log(`${folder}: signed, and nothing was changed`);
process.exitCode = problems.length === 0 ? 0 : 1;
