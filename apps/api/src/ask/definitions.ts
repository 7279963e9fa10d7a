/**
 * "What is a token?" asks for a definition, and the glossary has it word for word. A bag of word pieces would rather quote
 * a sentence that uses the word, so such questions are recognised by their form and looked up.
 */
import { type AnswerSentence, type RagDocument, type Span, splitSentences } from '@glassbox/core/rag';
import { parseDocumentId } from './course-documents.ts';

const FORMS = [
  /^(?:请问)?(?:什么是|什么叫做?|何谓|怎么理解|如何理解|解释一下|介绍一下)(?<term>.+?)$/u,
  /^(?:请问)?(?<term>.+?)(?:是什么(?:意思|东西|概念)?|是啥(?:意思)?|指的是什么|什么意思|怎么理解|如何理解|的(?:意思|定义|含义)(?:是什么)?)$/u,
  /^(?:what is|what's|what are|what does|define|explain|how should i (?:think about|understand))(?: the| an?| term)* (?<term>.+?)(?: mean| stand for)?$/u,
];
/** "The discount in reinforcement learning", 强化学习里的折扣: a term, and the field it is asked of. */
const OF_A_FIELD = [/^(?<field>.+?)[里中](?:面)?的(?<term>.+)$/u, /^(?<term>.+?) in (?:an? |the )?(?<field>.+)$/u];
/** Most of a definition; what follows is detail. */
const MOST_SENTENCES = 2;

/** Returns the sentences of the glossary that define what is asked for, with their places; none for other questions. */
export function findDefinition(question: string, glossary: RagDocument | undefined): AnswerSentence[] {
  const asked = askedTerm(question);
  if (asked === undefined || glossary === undefined || parseDocumentId(glossary.id).kind !== 'glossary') return [];
  const { id: document, text, blocks } = glossary;
  const find = (term: string) =>
    blocks.findIndex((block) => block.kind === 'heading' && namesOf(sliceOf(text, block)).includes(term));
  const whole = find(asked);
  const at =
    whole < 0
      ? (termsOfFields(asked, normalise(text))
          .map(find)
          .find((place) => place >= 0) ?? -1)
      : whole;
  const definition = at < 0 ? undefined : blocks[at + 1];
  if (!definition) return [];
  return splitSentences(text, definition)
    .slice(0, MOST_SENTENCES)
    .map(({ start, end }) => ({ text: text.slice(start, end), citations: [{ document, start, end }] }));
}

function askedTerm(question: string): string | undefined {
  const plain = normalise(question.replace(/[\s?？!！。.]+$/u, ''));
  for (const form of FORMS) {
    const term = form.exec(plain)?.groups?.term;
    if (term !== undefined) return nameOf(term);
  }
  return undefined;
}

/** Only of a field that the glossary speaks of: the temperature in Paris is none of ours. */
function termsOfFields(asked: string, glossary: string): string[] {
  return OF_A_FIELD.flatMap((form) => {
    const { term, field } = form.exec(asked)?.groups ?? {};
    return term !== undefined && field !== undefined && glossary.includes(field) ? [nameOf(term)] : [];
  });
}

/** A heading is `词元（token）` or `token`: either name is asked for. */
function namesOf(heading: string): string[] {
  return normalise(heading)
    .split(/[（）()]/u)
    .map(nameOf)
    .filter((name) => name !== '');
}

/** Plurals and hyphens make no other term. */
function nameOf(term: string): string {
  return term
    .replace(/["'“”‘’「」]/gu, '')
    .replace(/[\s-]+/gu, ' ')
    .trim()
    .replace(/(?<=[a-z]{3})s$/u, '');
}

function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}

function sliceOf(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}
