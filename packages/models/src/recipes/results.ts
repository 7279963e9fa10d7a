/**
 * Where recipes put their numbers: one JSON file per recipe in docs/results, and docs/results.md generated from all of
 * them. No figure of that page is written by hand.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../../../docs/results/', import.meta.url));
const PAGE = fileURLToPath(new URL('../../../../docs/results.md', import.meta.url));

export type Cell = string | number;

export interface ResultTable {
  readonly title: string;
  readonly columns: readonly string[];
  /** As many cells per row as there are columns. */
  readonly rows: readonly (readonly Cell[])[];
}

export interface Result {
  /** File name of the result, and the recipe's: `shakespeare`. */
  readonly name: string;
  readonly title: string;
  /** One or two sentences: what was run and what it shows. */
  readonly summary: string;
  /** How to run it again: `pnpm --filter @glassbox/models recipe:shakespeare`. */
  readonly command: string;
  readonly seeds: readonly number[];
  /** Time of computing, in minutes. */
  readonly minutes: number;
  /** As `selectBackend` labels it. */
  readonly backend: string;
  readonly tables: readonly ResultTable[];
  /** What a reader must know to judge the numbers; what failed. */
  readonly notes?: readonly string[];
}

/** Writes one recipe's result, with this machine and the versions, and makes docs/results.md anew. */
export async function writeResult(result: Result): Promise<void> {
  for (const { title, columns, rows } of result.tables) {
    const odd = rows.find((row) => row.length !== columns.length);
    if (odd)
      throw new Error(
        `result ${result.name}, ${title}: a row of ${odd.length} cells was found; ${columns.length} were needed.`,
      );
  }
  await mkdir(FOLDER, { recursive: true });
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`;
  const stored = { ...result, machine, node: process.version, date: new Date().toISOString().slice(0, 10) };
  await writeFile(`${FOLDER}${result.name}.json`, `${JSON.stringify(stored, null, 2)}\n`);
  await writeResultsPage();
}

/** Makes docs/results.md from the JSON files in docs/results. */
async function writeResultsPage(): Promise<void> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.json')).sort();
  const results = await Promise.all(files.map(async (file) => JSON.parse(await readFile(`${FOLDER}${file}`, 'utf8'))));
  const head =
    '# Results\n\nEvery number here was written by the recipe named below it; the page is generated from `docs/results/*.json`.\n' +
    'The same seed on the same build and backend gives the same bits; another backend gives the same within rounding that training amplifies.\n';
  await writeFile(PAGE, `${head}${results.map(section).join('')}`);
}

function section(result: Result & { machine: string; node: string; date: string }): string {
  const { title, summary, command, seeds, minutes, backend, machine, node, date, tables, notes = [] } = result;
  const run = `\`${command}\` · seeds ${seeds.join(', ')} · ${minutes.toFixed(1)} min of computing · ${backend} · ${machine} · Node ${node} · ${date}`;
  const list = notes.length > 0 ? `\n${notes.map((note) => `- ${note}`).join('\n')}\n` : '';
  return `\n## ${title}\n\n${summary}\n\n${run}\n${tables.map(tableText).join('')}${list}`;
}

/** Returns a table as Markdown, its title in bold above it. */
export function tableText({ title, columns, rows }: ResultTable): string {
  const line = (cells: readonly Cell[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return `\n**${title}**\n\n${line(columns)}\n${line(columns.map(() => '---'))}\n${rows.map(line).join('\n')}\n`;
}
