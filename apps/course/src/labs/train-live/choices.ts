/** What a learner chose in the open training lab, kept across reloads. The own text is kept too, if it is not huge. */
import type { Locale } from '@glassbox/quiz';
import { BACKEND_CHOICES } from '../parts/backend.ts';
import { type KeptChoices, numberIn, oneOf, persisted, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { CORPORA, RATES, SIZES, STEPS_LEAST, STEPS_MOST, stepsFor, type TrainLiveWishes } from './plan.ts';

export interface TrainLiveChoices extends TrainLiveWishes {
  backend: BackendChoice;
  guess: number | undefined;
}

/** localStorage holds some five million characters for the whole site. */
const KEPT_TEXT_MOST = 300_000;
const SEED = 7;

/** The own text stays at home: whoever opens the link to a run on one brings a text of their own. */
export const LINK: LabLink<TrainLiveChoices> = {
  lab: 'train-live',
  fields: {
    corpus: 'setting',
    size: 'setting',
    rate: 'setting',
    steps: 'setting',
    seed: 'setting',
    ownText: 'own',
    backend: 'own',
    guess: 'own',
  },
};

export function firstTrainLiveChoices(locale: Locale): TrainLiveChoices {
  const corpus = locale === 'zh' ? 'tang-five' : 'tiny-shakespeare';
  const rest = { steps: stepsFor('small'), seed: SEED, ownText: '', backend: 'auto' as const, guess: undefined };
  return { corpus, size: 'small', rate: '1', ...rest };
}

export function trainLiveChoices(locale: Locale): KeptChoices<TrainLiveChoices> {
  const first = firstTrainLiveChoices(locale);
  const parse = (json: unknown): TrainLiveChoices => {
    const fields = record(json);
    const guess = numberIn(fields?.guess, 0, 2, -1);
    return {
      corpus: oneOf(fields?.corpus, CORPORA, first.corpus),
      size: oneOf(fields?.size, SIZES, first.size),
      rate: oneOf(fields?.rate, RATES, first.rate),
      steps: Math.trunc(numberIn(fields?.steps, STEPS_LEAST, STEPS_MOST, first.steps)),
      seed: numberIn(fields?.seed, 0, Number.MAX_SAFE_INTEGER, SEED),
      ownText: typeof fields?.ownText === 'string' ? fields.ownText : '',
      backend: oneOf(fields?.backend, BACKEND_CHOICES, 'auto'),
      guess: guess === -1 ? undefined : guess,
    };
  };
  const stored = persisted(`glassbox.lab.train-live-${locale}`, parse, first);
  return {
    parse,
    read: stored.read,
    write: (choices) => stored.write(choices.ownText.length > KEPT_TEXT_MOST ? { ...choices, ownText: '' } : choices),
  };
}
