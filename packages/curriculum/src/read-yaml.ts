/**
 * Reads one YAML file against a schema and says where each mistake stands: zod knows the path of a bad value, the YAML
 * document knows its line. A value that is missing is reported at the mapping that should hold it.
 */
import { type Document, isMap, isNode, LineCounter, type Node, parseDocument, YAMLParseError } from 'yaml';
import type { z } from 'zod';
import type { Problem } from './problem.ts';

/** Returns where the value at a path stands, or what should hold it when it is missing. */
export type Locator = (path: readonly PropertyKey[]) => { line: number; column: number };

export interface YamlFile<T> {
  /** Undefined when there are problems. */
  value?: T;
  problems: Problem[];
  locate: Locator;
}

/** Returns a YAML text as plain data, whatever its shape, with the places of its values; mistakes of syntax give nothing. */
export function readRawYaml(text: string): { data: unknown; locate: Locator } {
  const { data, locate } = open(text);
  return { data, locate };
}

/** Returns the validated value of a YAML text, or every problem in it with its line and column. */
export function readYaml<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema,
): YamlFile<z.output<Schema>> {
  const { document, data: value, position, locate } = open(text);
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      file,
      ...position(error.pos[0]),
      found: `${firstLine(error.message)}`,
      needed:
        'valid YAML: put a text with ": " or " #" in it, or one that begins with a bracket or a quote, into double quotes',
    }));
    return { problems, locate };
  }

  const result = schema.safeParse(value);
  if (result.success) return { value: result.data, problems: [], locate };
  const problems = result.error.issues.flatMap((issue) => describe(issue, value, file, locate));
  return { problems, locate };
}

function open(text: string) {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const locate: Locator = (path) => position(nearestOffset(document.contents, path));
  return { document, data: plainData(document), position, locate };
}

/** References that lead nowhere, or multiply each other without end, are a mistake in the file like any other. */
function plainData(document: Document): unknown {
  try {
    return document.errors.length > 0 ? undefined : document.toJS();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    document.errors.push(
      new YAMLParseError([0, 0], 'BAD_ALIAS', `references to anchors can't be followed (${message})`),
    );
    return undefined;
  }
}

function describe(issue: z.core.$ZodIssue, root: unknown, file: string, locate: Locator): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      file,
      ...locate([...issue.path, key]),
      found: `unknown field "${key}"`,
      needed: 'only fields of the schema (see README)',
    }));
  }
  const found = valueAt(root, issue.path);
  const where = issue.path.length > 0 ? issue.path.join('.') : 'the file';
  return [
    {
      file,
      ...locate(issue.path),
      found: found === undefined ? `no ${where}` : `${where} = ${JSON.stringify(found)}`,
      needed: neededText(issue),
    },
  ];
}

function neededText(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `a value of type ${issue.expected}`;
  if (issue.code === 'invalid_value') return `one of ${issue.values.join(', ')}`;
  if (issue.code === 'too_small')
    return issue.origin === 'string' ? 'a text that is not empty' : `at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `at most ${issue.maximum}`;
  if (issue.code === 'invalid_format' && issue.format === 'url') return 'an https address';
  return issue.message;
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** Follows the path as far as it exists; for a key of a mapping the key's own place counts, not its value's. */
function nearestOffset(root: Node | null, path: readonly PropertyKey[]): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isNode(item.key) && item.key.toJSON() === step);
      if (!pair) break;
      offset = (isNode(pair.key) ? pair.key.range?.[0] : undefined) ?? offset;
      node = pair.value;
    } else {
      const items = typeof node === 'object' && node !== null ? Reflect.get(node, 'items') : undefined;
      const item: unknown = Array.isArray(items) && typeof step === 'number' ? items[step] : undefined;
      if (!isNode(item)) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    }
  }
  return offset;
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]?.replace(/ at line .*$/, '') ?? message;
}
