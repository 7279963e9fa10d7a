/** An experiment as an author writes it, and what becomes of it: goals are public, settings and remarks are not. */
import { z } from 'zod';
import { fields, id, list, localText, number, questionFields, text } from '../../compile/authored.ts';
import { defineKind } from '../../compile/define-kind.ts';
import { publicBase, seal } from '../../compile/identity.ts';
import { entriesOf, findRepeated, type Issue, type RawFields } from '../../compile/rules.ts';
import { EVALUATORS, type EvaluatorName, type ExperimentPublic, type Goal, HIDDEN_TEXTS } from './public.ts';
import type { ExperimentKey, ExperimentSecret } from './score.ts';

const MOST_QUESTIONS = 400;
const MOST_PASSAGES = 20;
/** A sum of five digits each would be half of a small model's context. */
const MOST_DIGITS = 4;
/** Seeds are 32 bits. */
const MOST_SEED = 2 ** 32 - 1;

const NAMES = Object.keys(EVALUATORS) as [EvaluatorName, ...EvaluatorName[]]; // Object.keys forgets the names
const BOUND_NEEDED = 'a number';
const SHARE_NEEDED = 'the share of the points, above 0 up to 1';
const whole = (most: number, least = 1) => {
  const needed = `a whole number from ${least} to ${most}`;
  return z.int({ error: needed }).min(least, { error: needed }).max(most, { error: needed });
};
const share = z.number({ error: SHARE_NEEDED }).gt(0, { error: SHARE_NEEDED }).max(1, { error: SHARE_NEEDED });
const oneOf = <Name extends string>(names: readonly [Name, ...Name[]]) =>
  z.enum(names, { error: `one of ${names.join(', ')}` });

const answering = fields(
  {
    search: oneOf(['words', 'meaning', 'both']),
    passages: whole(MOST_PASSAGES),
    threshold: number('a share from 0 to 1', 0),
  },
  'a system: { search, passages, threshold }',
);

/** What stands under `settings`, by evaluator. */
const SETTINGS = {
  'held-out-loss': fields(
    { texts: list(oneOf(HIDDEN_TEXTS), 1, `a list of hidden texts: ${HIDDEN_TEXTS.join(', ')}`) },
    'the settings: { texts: […] }',
  ),
  addition: fields(
    { digits: whole(MOST_DIGITS), questions: whole(MOST_QUESTIONS, 20), seed: whole(MOST_SEED, 0) },
    'the settings: { digits, questions, seed }',
  ),
  'hallucination-rate': fields(
    { language: oneOf(['zh', 'en']), seed: whole(MOST_SEED, 0), questions: whole(MOST_QUESTIONS, 20) },
    'the settings: { language, seed, questions }',
  ),
  'test-set': fields({ first: answering, second: answering }, 'the settings: { first, second }, two systems'),
} as const satisfies Record<EvaluatorName, z.ZodType>;

const need = fields(
  {
    metric: text('the name of a number the evaluator gives'),
    atMost: number(BOUND_NEEDED).optional(),
    atLeast: number(BOUND_NEEDED).optional(),
  },
  'a need: { metric, atMost } or { metric, atLeast }',
);
const goal = fields(
  { share, needs: list(need, 1, 'a list with at least one need'), feedback: localText },
  'a goal: { share, needs, feedback }',
);
const documents = list(
  fields({ title: localText, text: localText }, 'a document: { title, text }'),
  1,
  'a list of documents: [{ title, text }]',
);

const schema = fields(
  {
    ...questionFields,
    kind: z.literal('experiment'),
    evaluator: oneOf(NAMES),
    lab: id.optional(),
    settings: z.unknown(),
    goals: list(goal, 1, 'a list of goals, the whole share first'),
    otherwise: localText,
    template: text('the JSON a learner begins with, as text').optional(),
    documents: documents.optional(),
  },
  'an experiment',
);
type Authored = z.output<typeof schema>;

export const experimentCompiler = defineKind({ schema, findIssues, toSecret });

function findIssues(raw: RawFields): Issue[] {
  const evaluator = isEvaluator(raw.evaluator) ? raw.evaluator : undefined;
  return [
    ...findShareIssues(raw.goals),
    ...(evaluator === undefined
      ? []
      : [...findEvaluatorIssues(raw, evaluator), ...findNeedIssues(raw.goals, evaluator)]),
  ];
}

/** The largest share stands first and is the whole: so the first goal that is met is the best one. */
function findShareIssues(goals: unknown): Issue[] {
  const shares = entriesOf(goals).map(({ entry }) => entry.share);
  if (!shares.every((share) => typeof share === 'number')) return [];
  const issues: Issue[] = [];
  if (shares.length > 0 && shares[0] !== 1)
    issues.push({ path: ['goals', 0, 'share'], needed: '1 for the first goal: it earns all points' });
  shares.forEach((share, index) => {
    if (index > 0 && share > (shares[index - 1] ?? 1))
      issues.push({ path: ['goals', index, 'share'], needed: 'no more than the goal before it has' });
  });
  return issues;
}

function findEvaluatorIssues(raw: RawFields, evaluator: EvaluatorName): Issue[] {
  const issues: Issue[] = [];
  const parsed = SETTINGS[evaluator].safeParse(raw.settings);
  for (const issue of parsed.error?.issues ?? [])
    issues.push({
      path: ['settings', ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))],
      needed: issue.message,
    });
  const takesFiles = EVALUATORS[evaluator].takes === 'files';
  const needless = (field: string, reason: string) => {
    if (raw[field] !== undefined)
      issues.push({ path: [field], found: `"${field}", which would never be used`, needed: reason, atKey: true });
  };
  if (!takesFiles) needless('lab', `no lab: ${evaluator} takes settings, not a model`);
  if (takesFiles) needless('template', `no template: ${evaluator} takes files`);
  if (evaluator !== 'test-set') needless('documents', `no documents: only test-set asks about them`);
  if (evaluator === 'test-set' && raw.documents === undefined)
    issues.push({ path: ['documents'], needed: 'the documents the two systems answer from' });
  return issues;
}

function findNeedIssues(goals: unknown, evaluator: EvaluatorName): Issue[] {
  const metrics: readonly string[] = EVALUATORS[evaluator].metrics;
  return entriesOf(goals).flatMap(({ index, entry: { needs } }) => [
    ...entriesOf(needs).flatMap(({ index: place, entry }): Issue[] => {
      const path = ['goals', index, 'needs', place];
      const { metric, atMost, atLeast } = entry;
      if (typeof metric === 'string' && !metrics.includes(metric))
        return [{ path: [...path, 'metric'], needed: `a number that ${evaluator} gives: ${metrics.join(', ')}` }];
      if (atMost === undefined && atLeast === undefined) return [{ path, needed: 'a bound: atMost or atLeast' }];
      if (typeof atMost === 'number' && typeof atLeast === 'number' && atLeast > atMost)
        return [{ path: [...path, 'atLeast'], needed: `at most ${atMost}, or no result could do` }];
      return [];
    }),
    ...findRepeated(needs, ({ metric }) => metric).map(({ index: place, value }) => ({
      path: ['goals', index, 'needs', place, 'metric'],
      found: `"${value}" again`,
      needed: 'each number once: one need can have both bounds',
    })),
  ]);
}

function isEvaluator(value: unknown): value is EvaluatorName {
  return typeof value === 'string' && Object.hasOwn(EVALUATORS, value);
}

function toSecret(authored: Authored): ExperimentSecret {
  const question: ExperimentPublic = {
    ...publicBase(authored, 'experiment'),
    evaluator: authored.evaluator,
    goals: authored.goals.map(toGoal),
  };
  if (authored.lab !== undefined) question.lab = authored.lab;
  if (authored.template !== undefined) question.template = authored.template;
  if (authored.documents !== undefined)
    question.documents = authored.documents.map(({ title, text }) => ({
      title: { zh: title.zh, en: title.en },
      text: { zh: text.zh, en: text.en },
    }));
  const key: ExperimentKey = {
    settings: SETTINGS[authored.evaluator].parse(authored.settings),
    feedback: { goals: authored.goals.map(({ feedback }) => feedback), none: authored.otherwise },
  };
  return seal(question, key);
}

function toGoal({ share, needs }: Authored['goals'][number]): Goal {
  return {
    share,
    needs: needs.map(({ metric, atMost, atLeast }) => ({
      metric,
      ...(atMost !== undefined && { atMost }),
      ...(atLeast !== undefined && { atLeast }),
    })),
  };
}
