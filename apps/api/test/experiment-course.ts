/** A lesson with two experiments: one takes a model, the other settings. */
import { compileQuiz } from '@glassbox/quiz/compile';
import { type Catalogue, createCatalogue } from '../src/catalogue.ts';

const YAML = `questions:
  - id: train
    kind: experiment
    points: 4
    prompt: { zh: 训练, en: Train }
    evaluator: held-out-loss
    settings: { texts: [tang-five, plays] }
    goals:
      - share: 1
        needs: [{ metric: plays-nats, atMost: 2.3 }]
        feedback: { zh: CANARY 好, en: CANARY good }
      - share: 0.5
        needs: [{ metric: plays-nats, atMost: 5 }]
        feedback: { zh: CANARY 半, en: CANARY half }
    otherwise: { zh: CANARY 没, en: CANARY none }
  - id: tune
    kind: experiment
    prompt: { zh: 调, en: Tune }
    evaluator: hallucination-rate
    settings: { language: en, seed: 11, questions: 40 }
    goals:
      - share: 1
        needs: [{ metric: wrong, atMost: 0.1 }, { metric: right, atLeast: 0.5 }]
        feedback: { zh: CANARY 好, en: CANARY good }
    otherwise: { zh: CANARY 没, en: CANARY none }
`;

export const EXPERIMENTS = compileQuiz(YAML, { file: 'quiz.yaml', lesson: 'lab' });

export const VERSIONS: Readonly<Record<string, string>> = Object.fromEntries(
  EXPERIMENTS.public.questions.map(({ id, version }) => [id, version]),
);

export function experimentCourse(): Catalogue {
  return createCatalogue([{ slug: 'lab', status: 'ready', labs: [] }], { lab: EXPERIMENTS.secret });
}
