/** Cuts a document's text into what stands before, in and after a chunk and a sentence in it. Pure. */

interface Run {
  start: number;
  end: number;
}

export interface Parts {
  cutBefore: boolean;
  before: string;
  chunkBefore: string;
  /** Empty where the whole chunk is looked at. */
  sentence: string;
  chunkAfter: string;
  after: string;
  cutAfter: boolean;
}

/** Of long documents only so much is shown on either side. */
const AROUND = 4_000;

export function partsAround(text: string, sentence: Run, chunk: Run): Parts {
  const from = Math.max(0, chunk.start - AROUND);
  const to = Math.min(text.length, chunk.end + AROUND);
  const whole = sentence.start === chunk.start && sentence.end === chunk.end;
  const [start, end] = whole ? [chunk.end, chunk.end] : [sentence.start, sentence.end];
  return {
    cutBefore: from > 0,
    before: text.slice(from, chunk.start),
    chunkBefore: text.slice(chunk.start, start),
    sentence: text.slice(start, end),
    chunkAfter: text.slice(end, chunk.end),
    after: text.slice(chunk.end, to),
    cutAfter: to < text.length,
  };
}
