/** Words of the search page, in both languages. */
import type { Locale } from '@glassbox/quiz';

const zh = {
  title: '搜索',
  description: '在全部课文和术语里查一个词。',
  lede: '在课文和术语表里查词。想用一句话提问，',
  toAsk: '去问课程',
  end: '。',
  label: '查什么',
  placeholder: '例如：注意力、温度、GPT-3',
  searching: '正在查……',
  found: (count: number) => `找到${count}页。`,
  nothing: '没有找到。换一个词，或者少写几个字试试。',
  failed: '索引没有读到。断网前还没有存到这台设备上，或者站点建好时没有带索引，就会这样；课文都还在。',
  retry: '再试一次',
  noScript: '搜索需要打开JavaScript。',
};

const en: typeof zh = {
  title: 'Search',
  description: 'Look a word up in every lesson and in the glossary.',
  lede: 'Look a word up in the lessons and the glossary. To ask a whole question,',
  toAsk: 'ask the course',
  end: '.',
  label: 'Look for',
  placeholder: 'For example: attention, temperature, GPT-3',
  searching: 'Looking…',
  found: (count: number) => (count === 1 ? '1 page found.' : `${count} pages found.`),
  nothing: 'Nothing found. Try another word, or fewer of them.',
  failed:
    'The index could not be read. That happens when the network went before this device had kept it, or when the site was built without one; the lessons are all there.',
  retry: 'Try again',
  noScript: 'Searching needs JavaScript.',
};

export function searchMessages(locale: Locale): typeof zh {
  return locale === 'en' ? en : zh;
}
