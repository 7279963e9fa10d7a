// Generated from the folders of src/kinds by scripts/generate-kinds.ts. Do not edit: run `pnpm generate`.
import { type BlanksSecret, blanksScoring } from '../kinds/blanks/score.ts';
import { type CategorisingSecret, categorisingScoring } from '../kinds/categorising/score.ts';
import { type ExperimentSecret, experimentScoring } from '../kinds/experiment/score.ts';
import { type FreeTextSecret, freeTextScoring } from '../kinds/free-text/score.ts';
import { type MatchingSecret, matchingScoring } from '../kinds/matching/score.ts';
import { type MultipleChoiceSecret, multipleChoiceScoring } from '../kinds/multiple-choice/score.ts';
import { type NumberSecret, numberScoring } from '../kinds/number/score.ts';
import { type OrderingSecret, orderingScoring } from '../kinds/ordering/score.ts';
import { type PickOnPictureSecret, pickOnPictureScoring } from '../kinds/pick-on-picture/score.ts';
import { type PredictionSecret, predictionScoring } from '../kinds/prediction/score.ts';
import { type ShortTextSecret, shortTextScoring } from '../kinds/short-text/score.ts';
import { type SingleChoiceSecret, singleChoiceScoring } from '../kinds/single-choice/score.ts';
import { type TrueFalseSecret, trueFalseScoring } from '../kinds/true-false/score.ts';
import type { KindScoring } from '../score/kind-scoring.ts';
import type { ResponseByKind } from './forms.ts';

export interface SecretByKind {
  'blanks': BlanksSecret;
  'categorising': CategorisingSecret;
  'experiment': ExperimentSecret;
  'free-text': FreeTextSecret;
  'matching': MatchingSecret;
  'multiple-choice': MultipleChoiceSecret;
  'number': NumberSecret;
  'ordering': OrderingSecret;
  'pick-on-picture': PickOnPictureSecret;
  'prediction': PredictionSecret;
  'short-text': ShortTextSecret;
  'single-choice': SingleChoiceSecret;
  'true-false': TrueFalseSecret;
}

export const scorings: { readonly [Kind in keyof SecretByKind]: KindScoring<SecretByKind[Kind], ResponseByKind[Kind]> } = {
  'blanks': blanksScoring,
  'categorising': categorisingScoring,
  'experiment': experimentScoring,
  'free-text': freeTextScoring,
  'matching': matchingScoring,
  'multiple-choice': multipleChoiceScoring,
  'number': numberScoring,
  'ordering': orderingScoring,
  'pick-on-picture': pickOnPictureScoring,
  'prediction': predictionScoring,
  'short-text': shortTextScoring,
  'single-choice': singleChoiceScoring,
  'true-false': trueFalseScoring,
};
