/** A lesson in which every mechanic is used, compiled from YAML like a real one; secrets hold the word CANARY. */
import { compileQuiz } from '@glassbox/quiz/compile';
import { type Catalogue, createCatalogue } from '../src/catalogue.ts';

const number = (id: string, extra = '') => `
  - id: ${id}
    kind: number
    prompt: { zh: ${id}, en: ${id} }
    answer: 7
    feedback: { right: { zh: 对, en: CANARY right }, wrong: { zh: 错, en: CANARY wrong } }
${extra}`;

const QUIZ = `
pools: [{ id: arithmetic, draw: 2 }]
questions:
  - id: pick
    kind: single-choice
    certainty: true
    points: 2
    prompt: { zh: 选, en: Pick }
    hints:
      - { text: { zh: 提示一, en: CANARY first hint }, cost: 0.25 }
      - { text: { zh: 提示二, en: CANARY second hint }, cost: 0.25 }
    attempts: { penalty: 0.2, max: 4 }
    options:
      - { id: right, correct: true, text: { zh: 一, en: One }, feedback: { zh: 对, en: CANARY } }
      - { id: wrong, text: { zh: 二, en: Two }, feedback: { zh: 错, en: CANARY } }
      - { id: worse, text: { zh: 三, en: Three }, feedback: { zh: 错, en: CANARY } }
      - { id: worst, text: { zh: 四, en: Four }, feedback: { zh: 错, en: CANARY } }
  - id: times
    kind: number
    certainty: true
    prompt: { zh: "{{a}}乘以3", en: "{{a}} times 3" }
    parameters: { a: { from: 2, to: 9 } }
    variants: 6
    answer: "= a * 3"
    hints: [{ text: { zh: "三个{{a}}", en: "CANARY three {{a}}s" }, cost: 0.5 }]
    attempts: { newVariant: true, penalty: 0.1 }
    feedback: { right: { zh: 对, en: "CANARY {{a * 3}}" }, wrong: { zh: 错, en: CANARY } }
  - id: write
    kind: free-text
    points: 4
    minLength: 5
    prompt: { zh: 写, en: Write }
    modelAnswer: { zh: 范文, en: CANARY model answer }
    criteria:
      - { id: idea, points: 3, text: { zh: 想法, en: CANARY idea } }
      - { id: style, points: 1, text: { zh: 文字, en: CANARY style } }
  - id: guess
    kind: prediction
    lab: train
    measure: loss
    relativeTolerance: 0.1
    prompt: { zh: 猜, en: Guess }
    feedback:
      made: { zh: 记下, en: Noted }
      close: { zh: 近, en: CANARY close }
      above: { zh: 高, en: CANARY above }
      below: { zh: 低, en: CANARY below }
${['sum', 'difference', 'product', 'quotient'].map((id) => number(id, '    pool: arithmetic')).join('')}
`;

export const MECHANICS = compileQuiz(QUIZ, { file: 'quiz.yaml', lesson: 'mechanics' });

export function mechanicsCourse(): Catalogue {
  const lesson = { slug: 'mechanics', status: 'ready' as const, labs: ['train'] };
  return createCatalogue([lesson], { mechanics: MECHANICS.secret });
}
