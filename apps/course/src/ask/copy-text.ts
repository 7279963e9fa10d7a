/** An answer as plain text, with its sources and their addresses, for the clipboard. */
import type { AskAnswer } from '@glassbox/api/client';

/** @param origin of this site, e.g. `https://course.example.org` */
export function copyText(question: string, { sentences, citations }: AskAnswer, origin: string): string {
  const answer = sentences.map(({ text, citations: numbers }) => `${text} [${numbers.join(', ')}]`);
  const sources = citations.map(
    ({ number, title, section, href }) =>
      `[${number}] ${[title, section].filter((part) => part !== '').join(' › ')} ${origin}${href}`,
  );
  return [question, '', ...answer, '', ...sources].join('\n');
}
