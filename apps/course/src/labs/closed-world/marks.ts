/** Answers of an exam as what is counted of them, and how they are kept: kind, verdict and thousandths of confidence. Pure. */
import { numberIn } from '../parts/persisted.ts';
import { EXAM_KINDS, type ExamAnswer, VERDICTS } from './contract.ts';

/** All that counts and shares need of an answer. */
export type Mark = Pick<ExamAnswer, 'kind' | 'verdict' | 'confidence'>;

const THREE_DECIMALS = 1_000;

export function marksOf(answers: readonly Mark[]): Mark[] {
  return answers.map(({ kind, verdict, confidence }) => ({ kind, verdict, confidence }));
}

/** Returns marks as JSON. */
export function packMarks(marks: readonly Mark[]): unknown {
  return marks.map(({ kind, verdict, confidence }) => [
    EXAM_KINDS.indexOf(kind),
    VERDICTS.indexOf(verdict),
    Math.round(confidence * THREE_DECIMALS),
  ]);
}

/** Returns the sound ones of unknown JSON; undefined when that is no list. */
export function readMarks(json: unknown): Mark[] | undefined {
  return Array.isArray(json) ? json.flatMap(readMark) : undefined;
}

function readMark(json: unknown): Mark[] {
  if (!Array.isArray(json)) return [];
  const [kind, verdict] = [EXAM_KINDS[Number(json[0])], VERDICTS[Number(json[1])]];
  const confidence = numberIn(json[2], 0, THREE_DECIMALS, -1) / THREE_DECIMALS;
  return kind && verdict && confidence >= 0 ? [{ kind, verdict, confidence }] : [];
}
