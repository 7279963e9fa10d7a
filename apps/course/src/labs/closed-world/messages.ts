/** Words that both labs of the closed world use. */
import type { Locale } from '@glassbox/quiz';
import type { ExamKind, Progress, Property, Stage, Verdict } from './contract.ts';

const zh = {
  kind: '哪一种问题',
  kinds: {
    known: '讲过的',
    withheld: '没讲过的',
    ambiguous: '问得含糊的',
    nobody: '查无此人的',
    missing: '没有这一项的',
  } satisfies Record<ExamKind, string>,
  kindMeans: {
    known: '训练时讲过这件事，没这样问过',
    withheld: '有答案，训练时一个字也没讲',
    ambiguous: '两个人同名，不知问谁',
    nobody: '世界里没有这个人',
    missing: '世界里谁也没有年龄、生日',
  } satisfies Record<ExamKind, string>,
  verdicts: { right: '对', wrong: '错', refused: '拒答' } satisfies Record<Verdict, string>,
  verdictSigns: { right: '✓', wrong: '✕', refused: '–' } satisfies Record<Verdict, string>,
  between: (low: string, high: string) => `${low}–${high}`,
  intervalNote:
    '小字是 95% 的区间：只问了这么几道，真实的比例多半在这个范围里。同一件事只问一种问法；同名的人少，才把每种问法都问到。',
  properties: {
    home: '住哪里',
    job: '做什么',
    pet: '养什么',
    hobby: '爱好',
    age: '几岁',
  } satisfies Record<Property, string>,
  stages: { pretrained: '只做了预训练', sft: '又学了问答（微调）', ppo: '再按奖励练过（PPO）' } satisfies Record<
    Stage,
    string
  >,
  phases: {
    training: (done: number, total: number) => `正在训练：${done} / ${total} 步`,
    documents: () => '正在给资料编索引',
    asking: (done: number, total: number) => `正在提问：${done} / ${total}`,
    forgetting: () => '正在考它从前会的',
  } satisfies Record<Progress['phase'], (done: number, total: number) => string>,
  loading: '正在叫醒模型',
  stop: '停下',
};

export type ClosedWorldMessages = typeof zh;

const en: ClosedWorldMessages = {
  kind: 'kind of question',
  kinds: {
    known: 'Told',
    withheld: 'Withheld',
    ambiguous: 'Ambiguous',
    nobody: 'Nobody',
    missing: 'No such thing',
  },
  kindMeans: {
    known: 'told in training, never asked like this',
    withheld: 'has an answer, never told in training',
    ambiguous: 'two people share the name',
    nobody: 'no such person in this world',
    missing: 'nobody here has an age or a birthday',
  },
  verdicts: { right: 'right', wrong: 'wrong', refused: 'refused' },
  verdictSigns: { right: '✓', wrong: '✕', refused: '–' },
  between: (low, high) => `${low}–${high}`,
  intervalNote:
    'The small figures are 95 % intervals: with so few questions, the true share probably lies in there. Each fact is asked in one wording; shared names are few, so they are asked in every wording.',
  properties: { home: 'home', job: 'job', pet: 'pet', hobby: 'hobby', age: 'age' },
  stages: { pretrained: 'pre-trained only', sft: 'then taught to answer (SFT)', ppo: 'then trained on rewards (PPO)' },
  phases: {
    training: (done, total) => `Training: step ${done} of ${total}`,
    documents: () => 'Indexing the documents',
    asking: (done, total) => `Asking: ${done} of ${total}`,
    forgetting: () => 'Trying what it could do before',
  },
  loading: 'Waking the model',
  stop: 'Stop',
};

const messages: Record<Locale, ClosedWorldMessages> = { zh, en };

export function closedWorldMessages(locale: Locale): ClosedWorldMessages {
  return messages[locale];
}
