/**
 * `node dist/copy-data.js FROM TO`: backs up the data folder of a stopped server, or makes one of a backup (docs/operations.md).
 * Ends with 1 and one sentence when the folder is in use or can't be copied.
 */
import { copyFolder } from './db/copy-folder.ts';
import { StartupError } from './errors.ts';

const [from, to] = process.argv.slice(2);
try {
  if (from === undefined || to === undefined) throw noFolders();
  const files = copyFolder(from, to);
  console.log(`${to}: a copy of ${from}, ${files} files. Start a server with DATA_DIR=${to} to look at it.`);
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function noFolders(): StartupError {
  return new StartupError(
    'copy-needs-folders',
    'copy-data: two folders were needed, the data folder and where its copy goes; call node copy-data.js FROM TO.',
  );
}
