/** Right, wrong and refused, counted per kind of question. */
import { groupOf, type JudgedAnswer } from '@glassbox/core/hallucination';
import { GROUPS, type GroupCounts } from './contract.ts';

/** Groups without an answer are left out. */
export function countVerdicts(answers: readonly JudgedAnswer[]): GroupCounts[] {
  return GROUPS.flatMap((group) => {
    const verdicts = answers.filter(({ question }) => groupOf(question) === group).map(({ verdict }) => verdict);
    if (verdicts.length === 0) return [];
    const count = (wanted: string) => verdicts.filter((verdict) => verdict === wanted).length;
    return [{ group, right: count('right'), wrong: count('wrong'), refused: count('refused') }];
  });
}
