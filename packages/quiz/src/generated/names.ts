// Generated from the folders of src/kinds by scripts/generate-kinds.ts. Do not edit: run `pnpm generate`.
import { blanksWords } from '../kinds/blanks/words.ts';
import { categorisingWords } from '../kinds/categorising/words.ts';
import { experimentWords } from '../kinds/experiment/words.ts';
import { freeTextWords } from '../kinds/free-text/words.ts';
import { matchingWords } from '../kinds/matching/words.ts';
import { multipleChoiceWords } from '../kinds/multiple-choice/words.ts';
import { numberWords } from '../kinds/number/words.ts';
import { orderingWords } from '../kinds/ordering/words.ts';
import { pickOnPictureWords } from '../kinds/pick-on-picture/words.ts';
import { predictionWords } from '../kinds/prediction/words.ts';
import { shortTextWords } from '../kinds/short-text/words.ts';
import { singleChoiceWords } from '../kinds/single-choice/words.ts';
import { trueFalseWords } from '../kinds/true-false/words.ts';
import type { LocalText } from '../question.ts';
import type { QuestionKind } from '../quiz.ts';

/** What a learner reads as the kind of a question. */
export const kindNames: Readonly<Record<QuestionKind, LocalText>> = {
  'blanks': { zh: blanksWords.zh.name, en: blanksWords.en.name },
  'categorising': { zh: categorisingWords.zh.name, en: categorisingWords.en.name },
  'experiment': { zh: experimentWords.zh.name, en: experimentWords.en.name },
  'free-text': { zh: freeTextWords.zh.name, en: freeTextWords.en.name },
  'matching': { zh: matchingWords.zh.name, en: matchingWords.en.name },
  'multiple-choice': { zh: multipleChoiceWords.zh.name, en: multipleChoiceWords.en.name },
  'number': { zh: numberWords.zh.name, en: numberWords.en.name },
  'ordering': { zh: orderingWords.zh.name, en: orderingWords.en.name },
  'pick-on-picture': { zh: pickOnPictureWords.zh.name, en: pickOnPictureWords.en.name },
  'prediction': { zh: predictionWords.zh.name, en: predictionWords.en.name },
  'short-text': { zh: shortTextWords.zh.name, en: shortTextWords.en.name },
  'single-choice': { zh: singleChoiceWords.zh.name, en: singleChoiceWords.en.name },
  'true-false': { zh: trueFalseWords.zh.name, en: trueFalseWords.en.name },
};
