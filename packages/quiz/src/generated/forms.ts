// Generated from the folders of src/kinds by scripts/generate-kinds.ts. Do not edit: run `pnpm generate`.
import type { KindForm } from '../kind-form.ts';
import type { MultipleChoicePublic, MultipleChoiceResponse } from '../kinds/multiple-choice/public.ts';
import type { NumberPublic, NumberResponse } from '../kinds/number/public.ts';
import type { OrderingPublic, OrderingResponse } from '../kinds/ordering/public.ts';
import type { ShortTextPublic, ShortTextResponse } from '../kinds/short-text/public.ts';
import type { SingleChoicePublic, SingleChoiceResponse } from '../kinds/single-choice/public.ts';
import { multipleChoiceForm } from '../kinds/multiple-choice/validate.ts';
import { numberForm } from '../kinds/number/validate.ts';
import { orderingForm } from '../kinds/ordering/validate.ts';
import { shortTextForm } from '../kinds/short-text/validate.ts';
import { singleChoiceForm } from '../kinds/single-choice/validate.ts';

export interface PublicByKind {
  'multiple-choice': MultipleChoicePublic;
  'number': NumberPublic;
  'ordering': OrderingPublic;
  'short-text': ShortTextPublic;
  'single-choice': SingleChoicePublic;
}

export interface ResponseByKind {
  'multiple-choice': MultipleChoiceResponse;
  'number': NumberResponse;
  'ordering': OrderingResponse;
  'short-text': ShortTextResponse;
  'single-choice': SingleChoiceResponse;
}

export const forms: { readonly [Kind in keyof PublicByKind]: KindForm<PublicByKind[Kind], ResponseByKind[Kind]> } = {
  'multiple-choice': multipleChoiceForm,
  'number': numberForm,
  'ordering': orderingForm,
  'short-text': shortTextForm,
  'single-choice': singleChoiceForm,
};
