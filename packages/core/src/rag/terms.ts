/**
 * A text as search terms. Latin words are folded to lower case and stemmed (Porter); Chinese is cut into words
 * (`Intl.Segmenter`) and also into pairs of neighbouring characters, since no two segmentations agree: 退货期 is found
 * by 退货 whether it was cut 退货|期 or 退|货期. Words too common to tell texts apart are left out.
 */
import { stemmer } from 'stemmer';

/** A run of letters and digits of one script; decimals and versions such as 3.5 or 2.4ghz stay whole. */
const RUNS =
  /[\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af]+|[\p{L}\p{M}]+(?:['’][\p{L}]+)?[\p{N}]*|\p{N}+(?:[.,:]\p{N}+)*/gu;
const CJK = /^[\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af]/;

const ENGLISH_STOPS = `a about after all also am an and any are as at be been before being both but by can could did do does
doing done down during each else ever few for from further get gets getting got had has have having he her here hers him his how i if in into is it its
itself just me may might more most must my myself no nor not of off on once only or other our ours out over own per please same shall
she should so some such tell than that the their theirs them then there these they this those through to too under until
up us very want was we were what when where which while who whom whose why will with would you your yours`;
const CHINESE_STOPS =
  '的 了 是 吗 呢 吧 啊 在 和 与 及 或 我 你 您 他 她 它 们 这 那 哪 就 都 也 还 又 把 被 让 给 对 从 到 于 以 之 其 为 有 会 能 要 可 个 一 请 问 什么 怎么 怎样 如何 多少 哪些 哪个 哪里 为什么 可以 能够 是否 我们 你们 他们 这个 那个 一个 如果 请问 应该 需要 是不是 能不能 可不可 以及 或者 并且 而且 但是 因为 所以 会不 不会 有没 没有 吗？ 多久 几 多长 多大';
const STOPS = new Set([...ENGLISH_STOPS.split(/\s+/), ...CHINESE_STOPS.split(' ')]);

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
  const pairs = new Set<number>();
  for (const { segment, index } of segmenter.segment(run)) {
    if (STOPS.has(segment)) {
      if (segment.length === 2) pairs.add(index);
      continue;
    }
    terms.push(segment);
    if (segment.length === 2) pairs.add(index);
  }
  for (let i = 0; i + 1 < run.length; i++) {
    const pair = run.slice(i, i + 2);
    if (!pairs.has(i) && !STOPS.has(pair)) terms.push(pair);
  }
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
