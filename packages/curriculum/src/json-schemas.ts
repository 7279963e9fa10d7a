/**
 * JSON Schemas of the files an author writes, for completion in an editor. The build and `pnpm lesson new` write them to
 * `dist/schemas/`; a file names its own in its first line. They come from the schemas the checks use.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quizJsonSchema } from '@glassbox/quiz/compile';
import { z } from 'zod';
import { glossarySchema, lessonSchema, modulesSchema, sourcesSchema } from './schema.ts';

/** Returns the schema of every kind of file by its name without `.yaml`. */
export function jsonSchemas(): Record<string, object> {
  const own = { lesson: lessonSchema, sources: sourcesSchema, glossary: glossarySchema, modules: modulesSchema };
  const converted = Object.entries(own).map(([name, schema]) => {
    const json = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
    return [name, { title: `${name}.yaml`, ...json }] as const;
  });
  return { quiz: quizJsonSchema(), ...Object.fromEntries(converted) };
}

/** Writes `dist/schemas/NAME.schema.json` below the package folder. */
export function writeJsonSchemas(root: string): void {
  const folder = join(root, 'dist/schemas');
  mkdirSync(folder, { recursive: true });
  for (const [name, schema] of Object.entries(jsonSchemas())) {
    writeFileSync(join(folder, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
  }
}
