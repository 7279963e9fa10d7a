/**
 * Rows as a CSV file that a spreadsheet opens without harm: a byte-order mark, so that Excel reads UTF-8, and an apostrophe
 * before every text that would be run as a formula (= + - @, tab, carriage return). Numbers keep their minus.
 */
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';

export type CsvRow = Readonly<Record<string, string | number | null>>;

/** Returns the file as a stream; the names of `columns` are its first line, and rows are read as the reader takes them. */
export function csvStream(columns: readonly string[], rows: AsyncIterable<CsvRow>): ReadableStream {
  const lines = stringify({
    columns: [...columns],
    header: true,
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { number: (value) => ({ value: String(value), escape_formulas: false }) },
  });
  const source = Readable.from(rows);
  source.on('error', (error) => lines.destroy(error));
  return Readable.toWeb(source.pipe(lines)) as ReadableStream;
}
