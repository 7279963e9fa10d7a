/** Where the SQL migrations lie: beside this file, in `src` and, copied by the build, in `dist`. */
import { fileURLToPath } from 'node:url';

export const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
