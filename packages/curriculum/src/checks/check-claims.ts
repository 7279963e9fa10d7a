/**
 * A fact with a year or a measured figure needs a source: a `<Cite>` or `<Measured>` at the end of its sentence or later
 * in its paragraph. Only sentences that look like facts are asked: an example that says "suppose", a sum that shows how
 * it was computed and the product section, which reckons with assumed numbers, are left alone. Hence a warning.
 */
import type { Place, Problem } from '../problem.ts';
import type { LessonText } from '../read-mdx.ts';
import type { Block } from '../read-prose.ts';

const YEAR = /(?<![\d.,])(1[6-9]|20)\d\d(?:年|(?![\d.,]*\d)(?!\s?(?:个|次|步|条|字|tokens|steps|characters)))/u;
const FIGURE =
  /\d[\d,.]*\s?(?:%|％|[百千]?万|亿|倍|billion|million|trillion|percent|per cent|times)(?![a-z])|(?<!\d)\d{1,3}(?:,\d{3})+/iu;
/** Words of an example, a task or an offer: the number is made up or the reader's own. */
const SUPPOSED =
  /假设|假如|假定|如果|要是|若|设想|想象|比如|例如|譬如|练\d|试|suppose|assume|imagine|say |let’s|let's|\bif\b|for example|for instance|\btry\b/iu;
/** The sentence shows the sum itself. */
const COMPUTED = /[=＝≈×÷√^²³]|\bln\b|\blog\b/u;
const SENTENCE_END = /(?<=[。！？!?；;]["”’」』）)]?|\.["”’)]?(?=\s|$))/u;
/** Sections of a text that speak of the learner's own run or of an assumed product. */
const FREE_SECTIONS = [3, 4];
const FREE_COMPONENTS = ['ForProduct'];
const MAX_QUOTED = 36;

/** Returns a warning at every number-bearing sentence that no source stands behind. */
export function checkClaims(text: LessonText): Problem[] {
  return text.prose.blocks
    .filter(({ section, inside }) => !FREE_SECTIONS.includes(section) && !FREE_COMPONENTS.includes(inside ?? ''))
    .flatMap(sentencesWithoutSource)
    .map(({ sentence, place }) => ({
      file: text.file,
      ...place,
      found: `a number without a source: "${shorten(sentence)}"`,
      needed: 'a <Cite id="…" /> behind it, or <Measured from="…" /> when we measured it ourselves',
      level: 'warning',
    }));
}

interface Sentence {
  sentence: string;
  place: Place;
}

/** A source covers every sentence before it in its block. */
function sentencesWithoutSource(block: Block): Sentence[] {
  const last = block.parts.findLastIndex((part) => 'source' in part);
  const uncovered = block.parts.slice(last + 1);
  const before = block.parts.slice(0, last + 1);
  // Words behind the last source may continue a sentence that it covers; what is behind the next full stop may not.
  const [first, ...rest] = splitSentences(uncovered);
  const sentences = before.length > 0 ? rest : first ? [first, ...rest] : [];
  let supposed = SUPPOSED.test(plain(before));
  return sentences.filter(({ sentence }) => {
    supposed ||= SUPPOSED.test(sentence);
    return !supposed && !COMPUTED.test(sentence) && (YEAR.test(sentence) || FIGURE.test(sentence));
  });
}

function splitSentences(parts: Block['parts']): Sentence[] {
  const sentences: Sentence[] = [];
  let open: Sentence | undefined;
  for (const part of parts) {
    if ('source' in part) continue;
    let offset = 0;
    for (const piece of part.text.split(SENTENCE_END)) {
      open ??= { sentence: '', place: placeAt(part, offset) };
      open.sentence += piece;
      offset += piece.length;
      if (SENTENCE_END.test(`${piece} `) || offset < part.text.length) {
        sentences.push(open);
        open = undefined;
      }
    }
  }
  return open ? [...sentences, open] : sentences;
}

function placeAt({ text, place }: { text: string; place: Place }, offset: number): Place {
  const lines = text.slice(0, offset).split('\n');
  const blanks = /^\s*/.exec(text.slice(offset))?.[0].length ?? 0;
  const width = (lines.at(-1)?.length ?? 0) + blanks;
  return lines.length === 1
    ? { line: place.line, column: place.column + width }
    : { line: place.line + lines.length - 1, column: width + 1 };
}

function plain(parts: Block['parts']): string {
  return parts.map((part) => ('source' in part ? '' : part.text)).join('');
}

function shorten(sentence: string): string {
  const characters = [...sentence.trim().replace(/\s+/g, ' ')];
  return characters.length <= MAX_QUOTED ? characters.join('') : `${characters.slice(0, MAX_QUOTED).join('')}…`;
}
