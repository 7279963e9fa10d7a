/** Under which letter a term is looked up, as in a dictionary of its language: Chinese by pinyin. */

/** Where an initial of pinyin begins: the first character of each in the order of a Chinese dictionary. */
const PINYIN_FIRSTS = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他穵夕丫帀';
const PINYIN_LETTERS = 'ABCDEFGHJKLMNOPQRSTWXYZ';
const OTHER = '#';

/** Returns the capital a term is looked up under; `#` for anything that has none. */
export function letterOf(term: string): string {
  const [first = ''] = term.normalize('NFD');
  if (/[a-z]/i.test(first)) return first.toUpperCase();
  if (!/\p{Script=Han}/u.test(first)) return OTHER;
  const byPinyin = new Intl.Collator('zh-CN-u-co-pinyin');
  const index = [...PINYIN_FIRSTS].findLastIndex((start) => byPinyin.compare(start, first) <= 0);
  return PINYIN_LETTERS[index] ?? OTHER;
}
