// Generated from the folders of src/kinds by scripts/generate-kinds.ts. Do not edit: run `pnpm generate`.
import type { KindForm } from '../kind-form.ts';
import type { BlanksPublic, BlanksResponse } from '../kinds/blanks/public.ts';
import type { CategorisingPublic, CategorisingResponse } from '../kinds/categorising/public.ts';
import type { ExperimentPublic, ExperimentResponse } from '../kinds/experiment/public.ts';
import type { FreeTextPublic, FreeTextResponse } from '../kinds/free-text/public.ts';
import type { MatchingPublic, MatchingResponse } from '../kinds/matching/public.ts';
import type { MultipleChoicePublic, MultipleChoiceResponse } from '../kinds/multiple-choice/public.ts';
import type { NumberPublic, NumberResponse } from '../kinds/number/public.ts';
import type { OrderingPublic, OrderingResponse } from '../kinds/ordering/public.ts';
import type { PickOnPicturePublic, PickOnPictureResponse } from '../kinds/pick-on-picture/public.ts';
import type { PredictionPublic, PredictionResponse } from '../kinds/prediction/public.ts';
import type { ShortTextPublic, ShortTextResponse } from '../kinds/short-text/public.ts';
import type { SingleChoicePublic, SingleChoiceResponse } from '../kinds/single-choice/public.ts';
import type { TrueFalsePublic, TrueFalseResponse } from '../kinds/true-false/public.ts';
import { blanksForm } from '../kinds/blanks/validate.ts';
import { categorisingForm } from '../kinds/categorising/validate.ts';
import { experimentForm } from '../kinds/experiment/validate.ts';
import { freeTextForm } from '../kinds/free-text/validate.ts';
import { matchingForm } from '../kinds/matching/validate.ts';
import { multipleChoiceForm } from '../kinds/multiple-choice/validate.ts';
import { numberForm } from '../kinds/number/validate.ts';
import { orderingForm } from '../kinds/ordering/validate.ts';
import { pickOnPictureForm } from '../kinds/pick-on-picture/validate.ts';
import { predictionForm } from '../kinds/prediction/validate.ts';
import { shortTextForm } from '../kinds/short-text/validate.ts';
import { singleChoiceForm } from '../kinds/single-choice/validate.ts';
import { trueFalseForm } from '../kinds/true-false/validate.ts';

export interface PublicByKind {
  'blanks': BlanksPublic;
  'categorising': CategorisingPublic;
  'experiment': ExperimentPublic;
  'free-text': FreeTextPublic;
  'matching': MatchingPublic;
  'multiple-choice': MultipleChoicePublic;
  'number': NumberPublic;
  'ordering': OrderingPublic;
  'pick-on-picture': PickOnPicturePublic;
  'prediction': PredictionPublic;
  'short-text': ShortTextPublic;
  'single-choice': SingleChoicePublic;
  'true-false': TrueFalsePublic;
}

export interface ResponseByKind {
  'blanks': BlanksResponse;
  'categorising': CategorisingResponse;
  'experiment': ExperimentResponse;
  'free-text': FreeTextResponse;
  'matching': MatchingResponse;
  'multiple-choice': MultipleChoiceResponse;
  'number': NumberResponse;
  'ordering': OrderingResponse;
  'pick-on-picture': PickOnPictureResponse;
  'prediction': PredictionResponse;
  'short-text': ShortTextResponse;
  'single-choice': SingleChoiceResponse;
  'true-false': TrueFalseResponse;
}

export const forms: { readonly [Kind in keyof PublicByKind]: KindForm<PublicByKind[Kind], ResponseByKind[Kind]> } = {
  'blanks': blanksForm,
  'categorising': categorisingForm,
  'experiment': experimentForm,
  'free-text': freeTextForm,
  'matching': matchingForm,
  'multiple-choice': multipleChoiceForm,
  'number': numberForm,
  'ordering': orderingForm,
  'pick-on-picture': pickOnPictureForm,
  'prediction': predictionForm,
  'short-text': shortTextForm,
  'single-choice': singleChoiceForm,
  'true-false': trueFalseForm,
};
