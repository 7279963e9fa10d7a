/** The shipped stages side by side: three that answer, one that scores, and the world that knows what is true. */
import type { Gpt, Tokenizer } from '@glassbox/core';
import type { RewardModel } from '@glassbox/core/align';
import { type AnswerRecord, askModel, groupOf } from '@glassbox/core/hallucination';
import {
  ASKING_BACK,
  END_OF_ANSWER,
  type Language,
  promptText,
  questions,
  REFUSALS,
  type World,
  type WorldQuestion,
} from '@glassbox/core/world';
import {
  type AskedQuestion,
  GROUPS,
  type Group,
  type GroupCounts,
  type OpenedPipeline,
  SPEAKERS,
  type Speaker,
  type StageAnswer,
} from './contract.ts';
import { shuffledBy, writable } from './pick.ts';
import { countVerdicts } from './verdicts.ts';

const MAX_TOKENS = 16;
/** Answers are greedy: the seed has nothing to decide. */
const ASK = { seed: 1, maxTokens: MAX_TOKENS };

export interface StagesParts {
  speakers: Readonly<Record<Speaker, Gpt>>;
  reward: RewardModel;
  tokenizer: Tokenizer;
  world: World;
  /** What the models speak. */
  language: Language;
  /** What the learner reads. */
  reads: Language;
}

export class Stages {
  readonly #parts: StagesParts;
  readonly #questions: Readonly<Record<Group, readonly WorldQuestion[]>>;
  readonly #glosses: ReadonlyMap<string, string>;

  constructor(parts: StagesParts) {
    this.#parts = parts;
    const all = questions(parts.world, parts.language).filter(({ split }) => split === 'test');
    const writes = all.filter(({ text }) => writable(parts.tokenizer, text));
    this.#questions = Object.fromEntries(
      GROUPS.map((group) => [group, writes.filter((question) => groupOf(question) === group)]),
    ) as Record<Group, WorldQuestion[]>;
    this.#glosses = glossesOf(parts.world, parts.language, parts.reads);
  }

  get facts(): OpenedPipeline {
    const { speakers, world } = this.#parts;
    return {
      parameterCount: speakers.pretrained.parameterCount,
      facts: world.facts.length,
      withheld: world.facts.filter(({ withheld }) => withheld).length,
    };
  }

  /** Resolves to a question of a group and what each stage says to it; places go round. */
  async ask(group: Group, place: number, seed: number): Promise<{ question: AskedQuestion; answers: StageAnswer[] }> {
    const order = shuffledBy(this.#questions[group], seed);
    const question = order[place % order.length];
    if (!question) throw new Error(`pipeline: no question of group ${group}.`);
    const { reads } = this.#parts;
    const truth = question.answers.map((answer) => this.#gloss(answer) ?? answer);
    const twin = reads === question.language ? undefined : this.#twins().get(question.id);
    return {
      question: { group, text: question.text, gloss: twin, truth: group === 'unanswerable' ? [] : truth },
      answers: await this.#answers(question, true),
    };
  }

  /** The learner's own words; undefined when a character has no token. */
  async askOwn(text: string): Promise<StageAnswer[] | undefined> {
    const { tokenizer, language, speakers } = this.#parts;
    const prompt = promptText(text, language);
    const fits =
      writable(tokenizer, prompt) && tokenizer.encode(prompt).length + MAX_TOKENS <= speakers.sft.config.blockSize;
    if (!fits) return undefined;
    const question: WorldQuestion = {
      id: 'own',
      kind: 'unanswerable',
      language,
      text,
      answerable: false,
      known: false,
      facts: [],
      answers: [],
      range: [],
      split: 'test',
      heldOutPhrasing: true,
    };
    return await this.#answers(question, false);
  }

  /** Asks each stage the same questions, drawn by the seed; tells one stage after the other. */
  async survey(
    { perGroup, seed }: { perGroup: number; seed: number },
    emit: (event: { speaker: Speaker; counts: readonly GroupCounts[] }) => void,
    signal: AbortSignal,
  ): Promise<{ stopped: boolean }> {
    const { speakers, tokenizer } = this.#parts;
    const asked = GROUPS.flatMap((group) => shuffledBy(this.#questions[group], seed).slice(0, perGroup));
    for (const speaker of SPEAKERS) {
      const records: AnswerRecord[] = [];
      for await (const record of askModel(speakers[speaker], tokenizer, asked, { ...ASK, batchSize: 32, signal })) {
        records.push(record);
      }
      if (signal.aborted) return { stopped: true };
      emit({ speaker, counts: countVerdicts(records) });
    }
    return { stopped: false };
  }

  dispose(): void {
    for (const speaker of SPEAKERS) this.#parts.speakers[speaker].dispose();
    this.#parts.reward.dispose();
  }

  async #answers(question: WorldQuestion, judged: boolean): Promise<StageAnswer[]> {
    const { speakers, tokenizer, reward, language } = this.#parts;
    const said: { speaker: Speaker; record: AnswerRecord }[] = [];
    for (const speaker of SPEAKERS) {
      for await (const record of askModel(speakers[speaker], tokenizer, [question], ASK))
        said.push({ speaker, record });
    }
    const prompt = tokenizer.encode(promptText(question.text, language));
    const texts = said.map(({ record }) => tokenizer.encode(`${record.text}${END_OF_ANSWER}`));
    const scores = await reward.score(
      texts.map(() => prompt),
      texts,
    );
    return said.map(({ speaker, record }, i) => ({
      speaker,
      text: record.text,
      gloss: this.#gloss(record.text),
      verdict: judged ? record.verdict : undefined,
      confidence: record.confidence,
      score: scores[i] ?? Number.NaN,
    }));
  }

  /** What an answer says in the learner's language; undefined when it is the same language or nothing known. */
  #gloss(text: string): string | undefined {
    if (this.#parts.reads === this.#parts.language) return undefined;
    const bare = text.trim().replace(/[。.]$/u, '');
    return this.#glosses.get(bare);
  }

  /** Questions in the learner's language by their id, which both languages share. */
  #twins(): ReadonlyMap<string, string> {
    return new Map(questions(this.#parts.world, this.#parts.reads).map(({ id, text }) => [id, text]));
  }
}

function glossesOf(world: World, from: Language, to: Language): Map<string, string> {
  const bare = (text: string) => text.replace(/[。.]$/u, '');
  return new Map([
    ...[...world.terms.values()].map(({ name }): [string, string] => [name[from], name[to]]),
    [bare(REFUSALS[from]), REFUSALS[to]],
    [bare(ASKING_BACK[from]), ASKING_BACK[to]],
  ]);
}
