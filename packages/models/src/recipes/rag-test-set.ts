/**
 * The bilingual test set of the knowledge base: 24 made-up documents and 180 questions about them, of which a third has
 * no answer. Every third question of either kind is for calibration; nothing is ever measured on those.
 */
import { readdir, readFile } from 'node:fs/promises';
import { type RagDocument, readDocuments } from '@glassbox/core/rag';
import { inPackage } from './texts.ts';

export interface RagQuestion {
  readonly id: string;
  readonly language: 'zh' | 'en';
  readonly split: 'calibration' | 'test';
  readonly question: string;
  /** File that answers it, null where none does. */
  readonly document: string | null;
  /** The sentence that answers it, word for word as it stands in the document's text. */
  readonly quote?: string;
  /** What the question is about, where no document answers it. */
  readonly near?: string;
}

const FOLDER = 'data/rag';

/** Returns the documents, read from their files. */
export async function ragDocuments(): Promise<readonly RagDocument[]> {
  const names = (await readdir(inPackage(`${FOLDER}/documents`))).sort();
  const files = await Promise.all(
    names.map(async (name) => ({ name, bytes: await readFile(inPackage(`${FOLDER}/documents/${name}`)) })),
  );
  const { documents, errors } = await readDocuments(files);
  if (errors[0]) throw errors[0];
  return documents;
}

/** Returns the questions of both languages. */
export async function ragQuestions(): Promise<readonly RagQuestion[]> {
  const lists = await Promise.all(
    (['zh', 'en'] as const).map(async (language) => {
      const text = await readFile(inPackage(`${FOLDER}/questions.${language}.jsonl`), 'utf8');
      return text
        .trim()
        .split('\n')
        .map((line): RagQuestion => ({ language, ...JSON.parse(line) }));
    }),
  );
  return lists.flat();
}
