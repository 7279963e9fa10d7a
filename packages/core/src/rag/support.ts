/**
 * Which passage says what a sentence claims? A stand-in for entailment that needs no model: the sentence's terms must
 * stand in a passage's sentence (or two neighbours), every number of it too, and neither may deny what the other says.
 * It is strict with numbers and blind to word order: "A pays B" supports "B pays A".
 */
import type { Chunk } from './chunk.ts';
import type { Span } from './document.ts';
import type { Citation } from './evidence.ts';
import type { AnswerSentence, Draft } from './generator.ts';
import { splitSentences } from './sentences.ts';
import { termsOf } from './terms.ts';

/** At least this share of a sentence's terms must stand in the text that is cited for it. */
const SUPPORTING_SHARE = 0.6;
const NUMBERS =
  /\p{N}+(?:[.,:]\p{N}+)*|[零〇一二两三四五六七八九十百千万]{2,}|[零〇一二两三四五六七八九十百千](?=[天日年月周次个小分种级位人元块折成倍页件台点])/gu;
const DENIALS = /不|没|无|未|非|勿|禁|\b(?:not?|never|none|cannot|without|neither|nor)\b|n['’]t\b/giu;
/** Words with a denying character that deny nothing. */
const NO_DENIALS = /不过|不仅|不但|无论|无线|未来|非常|除非|不同|是否|是不是|能不能|可不可以|无需担心/g;
const REFERENCE_MARK = /\s*[[【(（]\s*(?:\d+|document \d+|文档\s*\d+)(?:\s*[,，、]\s*\d+)*\s*[\]】)）]/giu;

/** Returns the share of a sentence's terms that stand in a text, 0 to 1; 0 where number or denial disagree. */
export function supportOf(sentence: string, text: string): number {
  const terms = new Set(termsOf(sentence));
  if (terms.size === 0) return 0;
  const known = new Set(numbersOf(text));
  if (numbersOf(sentence).some((number) => !known.has(number))) return 0;
  if (denies(sentence) !== denies(text)) return 0;
  const found = new Set(termsOf(text));
  return [...terms].filter((term) => found.has(term)).length / terms.size;
}

/** Whether a text supports a sentence well enough to be cited for it. */
export function isSupported(sentence: string, text: string): boolean {
  return supportOf(sentence, text) >= SUPPORTING_SHARE;
}

/**
 * Returns a written answer cut into sentences, each with the passage's sentences that support it. What nothing supports
 * is set apart, and with it whatever a document talked the model into.
 */
export function citeText(text: string, passages: readonly Chunk[]): Draft {
  const sentences: AnswerSentence[] = [];
  const unsupported: string[] = [];
  const clean = text.replace(REFERENCE_MARK, '');
  for (const { start, end } of splitSentences(clean, { start: 0, end: clean.length })) {
    const sentence = clean.slice(start, end).replace(/^(?:[-*•]|\d+[.)])\s+/, '');
    const citation = bestCitation(sentence, passages);
    if (citation) sentences.push({ text: sentence, citations: [citation] });
    else unsupported.push(sentence);
  }
  return { sentences, unsupported };
}

/** The best supporting sentence, or pair of neighbours where no single one supports enough. */
function bestCitation(sentence: string, passages: readonly Chunk[]): Citation | undefined {
  for (const length of [1, 2]) {
    let [best, bestSupport]: [Citation | undefined, number] = [undefined, 0];
    for (const chunk of passages) {
      for (const { start, end } of windows(chunk.sentences, length)) {
        const cited = chunk.text.slice(start - chunk.start, end - chunk.start);
        const support = supportOf(sentence, cited);
        if (support >= SUPPORTING_SHARE && support > bestSupport) {
          [best, bestSupport] = [{ document: chunk.document, start, end }, support];
        }
      }
    }
    if (best) return best;
  }
  return undefined;
}

function windows(sentences: readonly Span[], length: number): Span[] {
  return sentences.flatMap(({ start }, index) => {
    const last = sentences[index + length - 1];
    return last ? [{ start, end: last.end }] : [];
  });
}

function numbersOf(text: string): string[] {
  return text.normalize('NFKC').match(NUMBERS) ?? [];
}

function denies(text: string): boolean {
  return (text.replace(NO_DENIALS, '').match(DENIALS)?.length ?? 0) % 2 === 1;
}
