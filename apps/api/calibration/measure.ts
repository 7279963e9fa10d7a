/** The questions "Ask the course" is calibrated on, and how the engine does on them over the compiled course. */
import { readFileSync } from 'node:fs';
import {
  type Calibration,
  type CalibrationCase,
  createKnowledgeBase,
  type Embedder,
  memoryChunkStore,
  type RagDocument,
  refusalScores,
} from '@glassbox/core/rag';
import type { Locale } from '@glassbox/quiz';
import { parse } from 'yaml';
import { z } from 'zod';
import { courseDocuments } from '../src/ask/course-documents.ts';
import { compiledCourse } from '../src/ask/course-text.ts';
import { findDefinition } from '../src/ask/definitions.ts';
import { CHUNKS_WEIGHED, createAskEngine } from '../src/ask/engine.ts';
import { quotable } from '../src/ask/quoting.ts';

const questionSchema = z.strictObject({ question: z.string().min(1), answers: z.array(z.string().min(1)) });
const fileSchema = z.strictObject({ zh: z.array(questionSchema), en: z.array(questionSchema) });

type Question = z.infer<typeof questionSchema>;

export interface Measured {
  /** Of the questions that the course answers, the share answered with a sentence that does. */
  rightAnswers: number;
  /** The same, where a paragraph counts that holds such a sentence: it is shown and linked. */
  rightParagraphs: number;
  /** The same of the first sentence alone. */
  rightFirst: number;
  /** Of all questions answered, the share answered with a sentence that does. */
  answerPrecision: number;
  /** Of all questions answered, the share that cites a paragraph that does. */
  citationPrecision: number;
  /** Of the refused questions, the share that the course does not answer. */
  refusalPrecision: number;
  /** Of the questions that the course does not answer, the share refused. */
  refusalRecall: number;
  questions: number;
}

export function readQuestions(): Record<Locale, Question[]> {
  return fileSchema.parse(parse(readFileSync(new URL('questions.yaml', import.meta.url), 'utf8')));
}

/** Returns the documents of the whole course; the last is the glossary. */
export function askedDocuments(locale: Locale): RagDocument[] {
  return courseDocuments(compiledCourse()[locale]);
}

/** The first, third, … fit; the second, fourth, … measure. */
export function split(questions: readonly Question[]): { fit: Question[]; test: Question[] } {
  return {
    fit: questions.filter((_, index) => index % 2 === 0),
    test: questions.filter((_, index) => index % 2 === 1),
  };
}

/**
 * Returns the sentences found for each question that is not a definition's, each known to stand in a paragraph that answers or
 * not: the page shows the paragraph below the quote.
 */
export async function calibrationCases(
  locale: Locale,
  embedder: Embedder,
  questions: readonly Question[],
): Promise<CalibrationCase[]> {
  const documents = askedDocuments(locale);
  const base = await createKnowledgeBase({ fallback: '', embedder });
  await base.add(documents);
  const cases: CalibrationCase[] = [];
  for (const { question, answers } of questions) {
    if (findDefinition(question, documents.at(-1)).length > 0) continue;
    const { evidence } = await base.answer(question, { limit: CHUNKS_WEIGHED });
    cases.push({
      candidates: quotable(evidence).map((one) => ({
        clues: one.clues,
        isAnswer: holds(paragraphOf(documents, one), answers),
      })),
    });
  }
  return cases;
}

/** Asks every question of an engine with this calibration. `report` gets one line per question that ended badly. */
export async function measure(
  locale: Locale,
  embedder: Embedder,
  calibration: Calibration,
  questions: readonly Question[],
  report: (line: string) => void = () => undefined,
): Promise<Measured> {
  const store = memoryChunkStore();
  const engine = createAskEngine({
    embedder,
    calibrations: { zh: calibration, en: calibration },
    stores: { zh: store, en: store },
  });
  const documents = askedDocuments(locale);
  await engine.add(locale, documents);
  const outcomes: { answerable: boolean; refused: boolean; right: boolean; near: boolean; first: boolean }[] = [];
  for (const { question, answers } of questions) {
    const { sentences, confidence } = await engine.ask({ locale, question });
    const right = sentences.some(({ text }) => holds(text, answers));
    const [first = false, ...others] = sentences.map(({ citations }) =>
      citations.some((one) => holds(paragraphOf(documents, one), answers)),
    );
    const near = first || others.includes(true);
    const [answerable, refused] = [answers.length > 0, sentences.length === 0];
    outcomes.push({ answerable, refused, right, near, first });
    const said = sentences.map(({ text }) => text).join(' / ') || 'refused';
    if (answerable ? !near : !refused) report(`${locale} ${question} [${confidence.toFixed(2)}] ${said}`);
  }
  const { precision = Number.NaN, recall = Number.NaN } = refusalScores(outcomes);
  const count = (test: (one: (typeof outcomes)[number]) => boolean) => outcomes.filter(test).length;
  return {
    rightAnswers: count(({ right }) => right) / count(({ answerable }) => answerable),
    rightParagraphs: count(({ near }) => near) / count(({ answerable }) => answerable),
    rightFirst: count(({ first }) => first) / count(({ answerable }) => answerable),
    answerPrecision: count(({ right }) => right) / count(({ refused }) => !refused),
    citationPrecision: count(({ near }) => near) / count(({ refused }) => !refused),
    refusalPrecision: precision,
    refusalRecall: recall,
    questions: questions.length,
  };
}

function paragraphOf(documents: readonly RagDocument[], at: { document: string; start: number; end: number }): string {
  const document = documents.find(({ id }) => id === at.document);
  const block = document?.blocks.find(({ start, end }) => start <= at.start && end >= at.end);
  return document?.text.slice(block?.start, block?.end) ?? '';
}

function holds(text: string, answers: readonly string[]): boolean {
  return answers.some((answer) => text.includes(answer));
}
