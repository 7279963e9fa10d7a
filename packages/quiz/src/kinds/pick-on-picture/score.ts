/**
 * A place in a picture. One pick: all or nothing. Several: each right pick earns its share of the right ones, each wrong
 * pick takes one such share away, at least 0; picking everything earns nothing.
 */
import type { Feedback, GradedResult, LocalText } from '../../question.ts';
import { grade } from '../../score/grade.ts';
import { allSubsets } from '../../score/guesses.ts';
import type { KindScoring } from '../../score/kind-scoring.ts';
import type { SecretBase } from '../../score/secret-base.ts';
import type { PickOnPicturePublic, PickOnPictureResponse } from './public.ts';

/** A region that the author spoke about; every other one is wrong and has no remark of its own. */
export interface RegionKey {
  /** The public ID. */
  id: string;
  authoredId: string;
  correct: boolean;
  feedback?: LocalText;
}
interface PickKey {
  regions: RegionKey[];
  feedback: { right: LocalText; wrong: LocalText; partly?: LocalText };
}
export type PickOnPictureSecret = SecretBase<PickOnPicturePublic, PickKey>;

export const pickOnPictureScoring: KindScoring<PickOnPictureSecret, PickOnPictureResponse> = {
  score: scorePick,
  right: rightPick,
  guesses: ({ public: { regions, several } }) => {
    const ids = regions.map(({ id }) => id);
    const picks = several ? allSubsets(ids) : ids.map((id) => [id]);
    return picks?.map((picked) => ({ kind: 'pick-on-picture', picked }));
  },
};

/** Scores a validated answer. */
function scorePick(secret: PickOnPictureSecret, { picked }: PickOnPictureResponse): GradedResult {
  const { regions, feedback } = secret.key;
  const { several, points } = secret.public;
  const found = picked.map((id) => regions.find((region) => region.id === id));
  const right = found.filter((region) => region?.correct).length;
  const wrong = picked.length - right;
  const wanted = several ? regions.filter(({ correct }) => correct).length : 1;
  const share = Math.max(0, right - wrong) / wanted;
  const remarks = found.flatMap((region): Feedback[] =>
    region?.feedback ? [{ target: region.id, tone: region.correct ? 'right' : 'wrong', text: region.feedback }] : [],
  );
  return grade(share, points, [...remarks, overall(share, feedback)]);
}

/** Returns an answer that earns every point. */
function rightPick({ key, public: { several } }: PickOnPictureSecret): PickOnPictureResponse {
  const right = key.regions.filter(({ correct }) => correct).map(({ id }) => id);
  return { kind: 'pick-on-picture', picked: several ? right : right.slice(0, 1) };
}

function overall(share: number, { right, wrong, partly }: PickKey['feedback']): Feedback {
  if (share >= 1) return { tone: 'right', text: right };
  return share > 0 ? { tone: 'hint', text: partly ?? wrong } : { tone: 'wrong', text: wrong };
}
