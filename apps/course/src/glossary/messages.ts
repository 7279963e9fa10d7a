/** The words of the glossary page. */
import type { Locale } from '@glassbox/curriculum/public';

const MESSAGES = {
  zh: {
    title: '术语表',
    description: '课程里出现的术语，一句话说清楚，中英对照，并写明在哪几课里用到。',
    lede: '课文里带虚线的词都在这里，按拼音排列。',
    letters: '按拼音首字母跳转',
    usedIn: '见',
    between: '、',
  },
  en: {
    title: 'Glossary',
    description:
      'Every term the course explains, in a sentence or two, with its Chinese twin and the lessons that use it.',
    lede: 'Every word with a dotted line in a lesson stands here.',
    letters: 'Jump to a letter',
    usedIn: 'In',
    between: ', ',
  },
} as const;

export function glossaryMessages(locale: Locale) {
  return MESSAGES[locale];
}
