/** The state of the pipeline's lab: the shipped stages side by side, their survey, and the miniature trained live. */
import type { BackendInfo } from '@glassbox/core';
import type { Locale } from '@glassbox/quiz';
import { type KeptResult, keptResult } from '../parts/kept-result.ts';
import { OneAtATime } from '../parts/one-at-a-time.svelte.ts';
import type { Connection } from '../worker/connection.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { connectPipeline } from './connect.ts';
import type { AskedQuestion, MiniatureEvent, OpenedPipeline, PipelineMethods, StageAnswer } from './contract.ts';
import {
  afterEvent,
  freshMiniature,
  type Miniature,
  type MiniatureSetting,
  miniatureSetting,
  readMiniature,
} from './miniature-state.ts';
import { EXAM_PER_GROUP, isComplete, MINI_STEPS, type PipelineChoices, SURVEY_PER_GROUP, type Survey } from './plan.ts';

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
  /** Whether the miniature shown was trained before this visit. */
  isMiniKept = $state(false);
  readonly #connection: Connection<PipelineMethods>;
  readonly #keptMini: KeptResult<MiniatureSetting, Miniature>;
  readonly #locale: Locale;
  /** The newest question wanted while another is being answered. */
  #next: PipelineChoices | undefined;

  constructor(locale: Locale, connection: Connection<PipelineMethods> = connectPipeline(), store?: Storage) {
    super();
    this.#locale = locale;
    this.#connection = connection;
    this.#keptMini = keptResult(`glassbox.pipeline.mini.${locale}`, readMiniature, store);
  }

  /** Shows what was kept of these choices, and asks the first question. */
  async begin(choices: PipelineChoices): Promise<void> {
    this.mini = this.#keptMini.find(miniatureSetting(choices));
    this.isMiniKept = this.mini !== undefined;
    await this.ask(choices);
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
    this.mini = freshMiniature(scale);
    this.isMiniKept = false;
    await this.#work('training', async (signal) => {
      await this.#ready(backend);
      const plan = { seed, steps: MINI_STEPS[scale], perGroup: EXAM_PER_GROUP };
      const params = { locale: this.#locale, plan };
      const onEvent = (event: MiniatureEvent) => {
        if (this.mini) this.mini = afterEvent(this.mini, event);
      };
      const { done } = await this.#connection.call('train', params, { signal, onEvent });
      if (this.mini) this.mini = { ...this.mini, done };
      if (this.mini?.done) this.#keptMini.keep(miniatureSetting({ seed, scale }), this.mini);
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
