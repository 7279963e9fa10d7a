/** The schemas an editor uses accept every file of the course and refuse what the checks refuse. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { jsonSchemas } from '../src/json-schemas.ts';

const root = join(import.meta.dirname, '..');
const ajv = new Ajv({ validateFormats: false, strict: false, allErrors: true });
const validators = Object.fromEntries(
  Object.entries(jsonSchemas()).map(([name, schema]) => [name, ajv.compile(schema)]),
);

/** What an editor would mark in a file, as path and message. */
function marked(name: string, yaml: string): string[] {
  const validate = validators[name];
  if (!validate) throw new Error(`no schema ${name}`);
  if (validate(parse(yaml))) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

const read = (file: string) => readFileSync(join(root, file), 'utf8');
/** The examples of the kind `number`, the first one without parameters. */
const numbers = read('../quiz/src/kinds/number/examples.yaml');
const files = readdirSync(join(root, 'lessons'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => `lessons/${file}`);

describe('the JSON Schemas', () => {
  it.each(['modules.yaml', 'glossary.yaml', 'template/lesson.yaml', 'template/sources.yaml', ...files])(
    'accept %s',
    (file) => {
      expect(marked(/(\w+)\.yaml$/.exec(file)?.[1] ?? '', read(file))).toEqual([]);
    },
  );

  it.each(readdirSync(join(root, '../quiz/src/kinds')).map((kind) => `../quiz/src/kinds/${kind}/examples.yaml`))(
    'accept %s',
    (file) => {
      expect(marked('quiz', read(file))).toEqual([]);
    },
  );

  it('name a kind that is not there, and offer those that are', () => {
    const [first] = marked('quiz', numbers.replace('kind: number', 'kind: numbre'));
    expect(first).toContain('must be equal to one of the allowed values');
    expect(first).toContain('"number"');
  });

  it.each([
    ['a mistyped field', 'answer: 40', 'anwser: 40', '"additionalProperty":"anwser"'],
    ['a text for a number', 'answer: 40', 'answer: forty', '/answer must be number'],
    ['a missing language', '      zh: 一千万', '      zn: 一千万', '"missingProperty":"zh"'],
  ])('refuse %s in a question, there and nowhere else', (_, from, to, expected) => {
    const lines = marked('quiz', numbers.replace(from, to));
    expect(lines.join('\n')).toContain(expected);
    expect(lines.every((line) => line.startsWith('/questions/0'))).toBe(true);
  });

  it('let a formula stand for a number where there are parameters', () => {
    expect(marked('quiz', numbers.replace('answer: 40', 'answer: "= 4 * n"'))).toEqual([]);
  });

  it('refuse an unknown status', () => {
    expect(marked('lesson', read('lessons/00-start/lesson.yaml').replace('ready', 'redy'))[0]).toContain('/status');
  });
});
