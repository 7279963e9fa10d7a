/** A parsed YAML file that knows where everything stands: from a path to line, column and words for what is there. */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  visit,
} from 'yaml';
import type { AuthoringProblem } from './authoring-error.ts';
import type { Issue } from './rules.ts';

/** Longer texts are cut in messages. */
const MAX_QUOTED = 40;
const COMMA_HINT = ' (within { } a comma starts a new field: put a text with a comma in quotes)';

export interface YamlSource {
  /** The whole file as plain data; `undefined` when the file could not be read. */
  data: unknown;
  /** Mistakes of syntax. */
  problems: AuthoringProblem[];
  /** Gives an issue its place and says what was found there. */
  locate(issue: Issue): AuthoringProblem;
}

/** Reads one YAML document. Never throws: mistakes are in `problems`. */
export function readYaml(text: string, file: string): YamlSource {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
  const documents: Document[] = 'empty' in parsed ? [] : parsed;
  const document = documents[0];
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems = [...documents.flatMap((each) => syntaxProblems(each, at)), ...extraDocument(documents[1], at)];
  const data = problems.length > 0 ? undefined : plainData(document, problems, at);
  return {
    data,
    problems,
    locate: (issue) => locateIssue(document, issue, at),
  };
}

/** References that multiply each other would grow without end: the library stops them, and the author hears of it. */
function plainData(document: Document | undefined, problems: AuthoringProblem[], at: At): unknown {
  try {
    return document?.toJS();
  } catch (error) {
    problems.push({
      ...at(0),
      found: `references to anchors that can't be followed (${error instanceof Error ? error.message : String(error)})`,
      needed: 'the texts themselves instead of "*name"',
    });
    return undefined;
  }
}

type At = (offset: number) => { file: string; line: number; column: number };

function syntaxProblems(document: Document, at: At): AuthoringProblem[] {
  const problems = document.errors.map((error) => ({
    ...at(error.pos[0]),
    found: `a mistake in the YAML (${error.message.replace(/\s+/g, ' ')})`,
    needed: 'valid YAML: look at indentation, colons and quotes here and just above',
  }));
  visit(document, {
    Alias: (_key, alias) => {
      if (!alias.resolve(document))
        problems.push({
          ...at(alias.range?.[0] ?? 0),
          found: `"*${alias.source}", which YAML reads as a reference to an anchor that is not there`,
          needed: `the text in quotes, or an anchor "&${alias.source}" above`,
        });
    },
  });
  return problems;
}

function extraDocument(second: Document | undefined, at: At): AuthoringProblem[] {
  if (!second) return [];
  return [
    { ...at(second.range?.[0] ?? 0), found: 'a second YAML document', needed: 'one document: remove the line "---"' },
  ];
}

function locateIssue(document: Document | undefined, issue: Issue, at: At): AuthoringProblem {
  const { offset, node, missing, key } = walk(document, issue.path, issue.atKey === true);
  const name = typeof key === 'string' ? key : undefined;
  const value = missing
    ? name === undefined
      ? 'nothing'
      : `no "${name}"`
    : `${describe(node)}${name === undefined ? '' : ` as "${name}"`}`;
  const needed = issue.atKey && isEmptyField(node, missing) ? `${issue.needed}${COMMA_HINT}` : issue.needed;
  return { ...at(offset), found: issue.found ?? value, needed };
}

/** `{ zh: 10,000 }` is two fields to YAML, the second one empty. */
function isEmptyField(node: Node | undefined, missing: boolean): boolean {
  return !missing && (node === undefined || (isScalar(node) && node.value === null));
}

/** Follows a path as far as it goes. `missing`: its last step is not there, and `offset` is where it would belong. */
function walk(document: Document | undefined, path: Issue['path'], atKey: boolean) {
  let node = resolve(document?.contents, document);
  let offset = node?.range?.[0] ?? 0;
  for (const [depth, step] of path.entries()) {
    const pair = isMap(node) ? node.items.find((item) => keyText(item.key) === String(step)) : undefined;
    const next = isSeq(node) && typeof step === 'number' ? node.items[step] : pair?.value;
    const last = depth === path.length - 1;
    if (!pair && next === undefined) return { offset, node: undefined, missing: true, key: step };
    const keyOffset = isNode(pair?.key) ? pair.key.range?.[0] : undefined;
    node = resolve(next, document);
    offset = (last && atKey ? keyOffset : node?.range?.[0]) ?? keyOffset ?? offset;
  }
  return { offset, node, missing: document?.contents == null, key: path.at(-1) };
}

function resolve(value: unknown, document: Document | undefined): Node | undefined {
  if (isAlias(value)) return document && value.resolve(document);
  return isNode(value) ? value : undefined;
}

function keyText(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

function describe(node: Node | undefined): string {
  if (isMap(node)) return node.items.length === 0 ? 'an empty mapping' : 'a mapping';
  if (isSeq(node)) return node.items.length === 0 ? 'an empty list' : `a list of ${node.items.length}`;
  const value: unknown = isScalar(node) ? node.value : undefined;
  if (typeof value === 'string') return value.trim() === '' ? 'an empty text' : `the text "${shorten(value)}"`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return String(value);
  return 'nothing';
}

function shorten(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ')];
  return characters.length <= MAX_QUOTED ? characters.join('') : `${characters.slice(0, MAX_QUOTED).join('')}…`;
}
