/**
 * Collects the text of a document block by block: white space inside a block shrinks to one space, as a browser shows
 * it, blocks are parted by line breaks, and every run remembers its place in the source.
 */
import type { Block, BlockKind, SourceRun } from './document.ts';

const SPACE = /[ \t\n\r\f\v\u00a0]/;
const BLOCK_GAP = '\n\n';

/** The text with its structure. */
export interface BuiltText {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly sourceRuns: readonly SourceRun[];
}

/** Builds one document; use it once. */
export class TextBuilder {
  #pieces: string[] = [];
  #length = 0;
  #blocks: Block[] = [];
  #runs: { start: number; end: number; sourceStart: number; sourceEnd: number }[] = [];
  #open: { kind: BlockKind; level: number | undefined; start: number } | undefined;
  #pendingSpace = false;

  /** How long the text is so far. */
  get length(): number {
    return this.#length;
  }

  /** Ends the open block and begins another; it counts only once text follows. */
  begin(kind: BlockKind, level?: number): void {
    this.end();
    this.#open = { kind, level, start: -1 };
  }

  /** Ends the open block, if there is one. */
  end(): void {
    const { kind, level, start = -1 } = this.#open ?? {};
    if (kind && start >= 0)
      this.#blocks.push({ kind, start, end: this.#length, ...(level === undefined ? {} : { level }) });
    this.#open = undefined;
    this.#pendingSpace = false;
  }

  /**
   * Adds text that stood at source[sourceStart, sourceEnd). When both are equally long each character keeps its own
   * place. `verbatim` keeps white space, for code.
   */
  add(text: string, sourceStart: number, sourceEnd: number, verbatim = false): void {
    const exact = text.length === sourceEnd - sourceStart;
    let at = 0;
    while (at < text.length) {
      let end = at;
      while (end < text.length && (verbatim || !SPACE.test(text.charAt(end)))) end++;
      if (end > at) {
        const place = exact ? sourceStart + at : sourceStart;
        this.#write(text.slice(at, end), place, exact ? sourceStart + end : sourceEnd);
      }
      if (end < text.length) this.space();
      at = end + 1;
    }
  }

  /** Parts what comes next from what was, by one space. */
  space(): void {
    this.#pendingSpace = this.#open !== undefined && this.#open.start >= 0;
  }

  build(): BuiltText {
    this.end();
    return { text: this.#pieces.join(''), blocks: this.#blocks, sourceRuns: this.#runs };
  }

  #write(text: string, sourceStart: number, sourceEnd: number): void {
    this.#open ??= { kind: 'paragraph', level: undefined, start: -1 };
    if (this.#open.start < 0) {
      if (this.#length > 0) this.#push(BLOCK_GAP);
      this.#open.start = this.#length;
    } else if (this.#pendingSpace) this.#push(' ');
    this.#pendingSpace = false;
    const start = this.#length;
    this.#push(text);
    const last = this.#runs.at(-1);
    const continues =
      last !== undefined &&
      text.length === sourceEnd - sourceStart &&
      last.end - last.start === last.sourceEnd - last.sourceStart &&
      start - last.end === sourceStart - last.sourceEnd &&
      start - last.end <= 1;
    if (continues) {
      last.end = this.#length;
      last.sourceEnd = sourceEnd;
    } else this.#runs.push({ start, end: this.#length, sourceStart, sourceEnd });
  }

  #push(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
  }
}
