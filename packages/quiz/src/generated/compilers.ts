// Generated from the folders of src/kinds by scripts/generate-kinds.ts. Do not edit: run `pnpm generate`.
import type { CompileQuestion } from '../compile/define-kind.ts';
import { blanksCompiler } from '../kinds/blanks/schema.ts';
import { categorisingCompiler } from '../kinds/categorising/schema.ts';
import { experimentCompiler } from '../kinds/experiment/schema.ts';
import { freeTextCompiler } from '../kinds/free-text/schema.ts';
import { matchingCompiler } from '../kinds/matching/schema.ts';
import { multipleChoiceCompiler } from '../kinds/multiple-choice/schema.ts';
import { numberCompiler } from '../kinds/number/schema.ts';
import { orderingCompiler } from '../kinds/ordering/schema.ts';
import { pickOnPictureCompiler } from '../kinds/pick-on-picture/schema.ts';
import { predictionCompiler } from '../kinds/prediction/schema.ts';
import { shortTextCompiler } from '../kinds/short-text/schema.ts';
import { singleChoiceCompiler } from '../kinds/single-choice/schema.ts';
import { trueFalseCompiler } from '../kinds/true-false/schema.ts';
import type { QuestionKind } from '../quiz.ts';

export const compilers: Readonly<Record<QuestionKind, CompileQuestion>> = {
  'blanks': blanksCompiler,
  'categorising': categorisingCompiler,
  'experiment': experimentCompiler,
  'free-text': freeTextCompiler,
  'matching': matchingCompiler,
  'multiple-choice': multipleChoiceCompiler,
  'number': numberCompiler,
  'ordering': orderingCompiler,
  'pick-on-picture': pickOnPictureCompiler,
  'prediction': predictionCompiler,
  'short-text': shortTextCompiler,
  'single-choice': singleChoiceCompiler,
  'true-false': trueFalseCompiler,
};
