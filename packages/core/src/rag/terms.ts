/**
 * A text as search terms. Latin words are folded to lower case and stemmed (Porter); Chinese is cut into words
 * (`Intl.Segmenter`) and also into pairs of neighbouring characters, since no two segmentations agree: 退货期 is found
 * by 退货 whether it was cut 退货|期 or 退|货期. Words too common to tell texts apart are left out.
 */
import { stemmer } from 'stemmer';

/** A run of letters and digits of one script; decimals and versions such as 3.5 or 2.4ghz stay whole. */
const RUNS =
  /[\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af]+|(?:(?![\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af])[\p{L}\p{M}])+(?:['’][\p{L}]+)?[\p{N}]*|\p{N}+(?:[.,:]\p{N}+)*/gu;
const CJK = /^[\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af]/;

const ENGLISH_STOPS = `a about after all also am an and any are as at be been before being both but by can could did do does
doing done down during each else ever few for from further get gets getting got had has have having he her here hers him his how i if in into is it its
itself just me may might more most must my myself no nor not of off on once only or other our ours out over own per please same shall
she should so some such tell than that the their theirs them then there these they this those through to too under until
up us very want was we were what when where which while who whom whose why will with would you your yours`;
const CHINESE_STOPS =
  '有 会 能 要 可 就 都 也 还 又 把 被 让 给 对 从 到 于 以 之 其 为 个 一 什么 怎样 如何 多少 为什么 可以 能够 是否 一个 如果 应该 需要 因为 所以 但是 而且 并且 以及 或者 ' +
  '多久 多长 多大 时候 什么时候 有没有 是不是 能不能 会不会 可不可以 哪里 几天 几年 几次 几个 几点 几种 多少钱';
const STOPS = new Set([...ENGLISH_STOPS.split(/\s+/), ...CHINESE_STOPS.split(' ')]);
/** Characters that bind words and belong to hardly any: no pair is made across them, and alone they are no term. */
const PARTICLES = new Set('的了是吗呢吧啊在和与及或我你您他她它们这那哪几么请问怎');

let segmenter: Intl.Segmenter | undefined;
const stems = new Map<string, string>();
const MAX_REMEMBERED_STEMS = 50_000;

/**
 * Returns the terms of a text in order, with repetitions. Compatibility forms are unified (NFKC): ７ is 7.
 *
 * @example termsOf('Returned items') // ['return', 'item']
 */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const [run] of text.normalize('NFKC').toLowerCase().matchAll(RUNS)) {
    if (CJK.test(run)) addChinese(run, terms);
    else if (!STOPS.has(run)) terms.push(stem(run));
  }
  return terms;
}

/** Words of any length, then the pairs that are no word themselves. */
function addChinese(run: string, terms: string[]): void {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  const words = new Set<number>(); // places where a word of two characters stands
  for (const { segment, index } of segmenter.segment(run)) {
    if (segment.length === 2) words.add(index);
    if (!STOPS.has(segment) && !isOnlyParticles(segment)) terms.push(segment);
  }
  for (let i = 0; i + 1 < run.length; i++) {
    const pair = run.slice(i, i + 2);
    if (words.has(i) || STOPS.has(pair) || PARTICLES.has(pair.charAt(0)) || PARTICLES.has(pair.charAt(1))) continue;
    terms.push(pair);
  }
}

function isOnlyParticles(word: string): boolean {
  for (const character of word) if (!PARTICLES.has(character)) return false;
  return true;
}

/** Stemming costs more than looking up; a text repeats its words. */
function stem(word: string): string {
  let found = stems.get(word);
  if (found === undefined) {
    found = stemmer(word.replace(/['’].*$/, ''));
    if (stems.size >= MAX_REMEMBERED_STEMS) stems.clear();
    stems.set(word, found);
  }
  return found;
}
