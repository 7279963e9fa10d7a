// Generated from the folders of src/kinds by scripts/generate-kinds.ts. Do not edit: run `pnpm generate`.
import { type MultipleChoiceSecret, multipleChoiceScoring } from '../kinds/multiple-choice/score.ts';
import { type NumberSecret, numberScoring } from '../kinds/number/score.ts';
import { type OrderingSecret, orderingScoring } from '../kinds/ordering/score.ts';
import { type ShortTextSecret, shortTextScoring } from '../kinds/short-text/score.ts';
import { type SingleChoiceSecret, singleChoiceScoring } from '../kinds/single-choice/score.ts';
import type { KindScoring } from '../score/kind-scoring.ts';
import type { ResponseByKind } from './forms.ts';

export interface SecretByKind {
  'multiple-choice': MultipleChoiceSecret;
  'number': NumberSecret;
  'ordering': OrderingSecret;
  'short-text': ShortTextSecret;
  'single-choice': SingleChoiceSecret;
}

export const scorings: { readonly [Kind in keyof SecretByKind]: KindScoring<SecretByKind[Kind], ResponseByKind[Kind]> } = {
  'multiple-choice': multipleChoiceScoring,
  'number': numberScoring,
  'ordering': orderingScoring,
  'short-text': shortTextScoring,
  'single-choice': singleChoiceScoring,
};
