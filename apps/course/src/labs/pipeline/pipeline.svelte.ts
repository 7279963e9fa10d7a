/** The state of the pipeline's lab: the shipped stages side by side, their survey, and the miniature trained live. */
import type { BackendInfo } from '@glassbox/core';
import type { Locale } from '@glassbox/quiz';
import { OneAtATime } from '../parts/one-at-a-time.svelte.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { connectPipeline } from './connect.ts';
import type { AskedQuestion, MiniatureEvent, MiniStage, OpenedPipeline, Speaker, StageAnswer } from './contract.ts';
import { EXAM_PER_GROUP, isComplete, MINI_STEPS, type PipelineChoices, SURVEY_PER_GROUP, type Survey } from './plan.ts';

/** What a miniature has told so far. */
export interface Miniature {
  parameterCount: number | undefined;
  facts: number | undefined;
  stage: MiniStage | undefined;
  step: number;
  curves: Readonly<Record<MiniStage, readonly (readonly [step: number, value: number])[]>>;
  kl: number | undefined;
  heldOut: { share: number; pairs: number } | undefined;
  survey: Survey;
  /** One line per group: what each stage said to the same questions. */
  answers: Readonly<Partial<Record<Speaker, readonly string[]>>>;
  done: boolean;
}

const FRESH: Miniature = {
  parameterCount: undefined,
  facts: undefined,
  stage: undefined,
  step: 0,
  curves: { pretrained: [], sft: [], reward: [], ppo: [] },
  kl: undefined,
  heldOut: undefined,
  survey: {},
  answers: {},
  done: false,
};

/** What is under way. */
type Busy = 'asking' | 'survey' | 'training';

export class PipelineLab extends OneAtATime<Busy> {
  backend = $state.raw<BackendInfo>();
  opened = $state.raw<OpenedPipeline>();
  question = $state.raw<AskedQuestion>();
  answers = $state.raw<readonly StageAnswer[]>([]);
  ownAnswers = $state.raw<readonly StageAnswer[] | 'unwritable'>();
  survey = $state.raw<Survey>({});
  mini = $state.raw<Miniature>();
  readonly #connection = connectPipeline();
  readonly #locale: Locale;
  /** The newest question wanted while another is being answered. */
  #next: PipelineChoices | undefined;

  constructor(locale: Locale) {
    super();
    this.#locale = locale;
  }

  async ask(choices: PipelineChoices): Promise<void> {
    this.#next = choices;
    if (this.busy) return;
    await this.#work('asking', async () => {
      while (this.#next) {
        const { group, place, seed, backend }: PipelineChoices = this.#next;
        this.#next = undefined;
        await this.#ready(backend);
        const { question, answers } = await this.#connection.call('ask', { group, place, seed });
        this.question = question;
        this.answers = answers;
      }
    });
  }

  async askOwn({ own, backend }: PipelineChoices): Promise<void> {
    await this.#work('asking', async () => {
      await this.#ready(backend);
      const said = await this.#connection.call('askOwn', { text: own });
      this.ownAnswers = said === 'unwritable' ? said : said.answers;
    });
  }

  /** Resolves to whether every stage was asked. */
  async runSurvey({ seed, backend }: PipelineChoices): Promise<boolean> {
    this.survey = {};
    await this.#work('survey', async (signal) => {
      await this.#ready(backend);
      await this.#connection.call(
        'survey',
        { perGroup: SURVEY_PER_GROUP, seed },
        {
          signal,
          onEvent: ({ speaker, counts }) => {
            this.survey = { ...this.survey, [speaker]: counts };
          },
        },
      );
    });
    return isComplete(this.survey);
  }

  /** Resolves to whether the miniature came to its end. */
  async train({ seed, scale, backend }: PipelineChoices): Promise<boolean> {
    this.mini = FRESH;
    await this.#work('training', async (signal) => {
      await this.#ready(backend);
      const plan = { seed, steps: MINI_STEPS[scale], perGroup: EXAM_PER_GROUP };
      const params = { locale: this.#locale, plan };
      const onEvent = (event: MiniatureEvent) => {
        if (this.mini) this.mini = after(this.mini, event);
      };
      const { done } = await this.#connection.call('train', params, { signal, onEvent });
      if (this.mini) this.mini = { ...this.mini, done };
    });
    return this.mini?.done === true;
  }

  close(): void {
    this.stop();
    this.#connection.close();
  }

  #ready(backend: BackendChoice): Promise<void> {
    return this.openedOn(backend, async () => {
      this.backend = await this.#connection.call('selectBackend', { prefer: backend });
      this.opened = await this.#connection.call('openModels', { locale: this.#locale });
    });
  }

  /** Whoever asked meanwhile comes next. */
  async #work(busy: Busy, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    await this.alone(busy, work);
    if (this.#next) void this.ask(this.#next);
  }
}

function after(mini: Miniature, event: MiniatureEvent): Miniature {
  switch (event.kind) {
    case 'built':
      return { ...mini, parameterCount: event.parameterCount, facts: event.facts };
    case 'step': {
      const { stage, step, value, kl } = event;
      const curves = { ...mini.curves, [stage]: [...mini.curves[stage], [step, value] as const] };
      return { ...mini, stage, step, curves, kl: kl ?? mini.kl };
    }
    case 'heldOut':
      return { ...mini, heldOut: { share: event.share, pairs: event.pairs } };
    case 'asked':
      return {
        ...mini,
        survey: { ...mini.survey, [event.stage]: event.counts },
        answers: { ...mini.answers, [event.stage]: event.answers },
      };
  }
}
