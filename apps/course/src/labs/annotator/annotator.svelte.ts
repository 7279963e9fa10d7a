/** The state of the annotator's lab: pairs and votes, the reward model made of them, and the runs it pays for. */
import type { BackendInfo } from '@glassbox/core';
import type { Locale } from '@glassbox/quiz';
import { tellNotKept } from '../../notices/site-news.ts';
import { OneAtATime } from '../parts/one-at-a-time.svelte.ts';
import { type Persisted, persisted } from '../parts/persisted.ts';
import type { Connection } from '../worker/connection.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { connectAnnotator } from './connect.ts';
import type {
  AnnotatorMethods,
  PolicyMeasure,
  PolicyPoint,
  RewardEvent,
  RewardResult,
  ScoredText,
  Vote,
} from './contract.ts';
import {
  type AnnotatorChoices,
  type Ballot,
  EMPTY_BALLOT,
  type FinishedRun,
  PAIRS_FIRST,
  PAIRS_MORE,
  readBallots,
  readRuns,
  rewardSteps,
  withBallot,
  withRun,
} from './plan.ts';
import type { TasteId } from './taste.ts';

/** What is under way. */
type Busy = 'pairs' | 'reward' | 'policy';

/** The run that is under way. */
export interface LiveRun {
  method: AnnotatorChoices['method'];
  beta: number;
  steps: number;
  before: PolicyMeasure | undefined;
  points: readonly PolicyPoint[];
  samples: readonly ScoredText[];
  /** Whether the leash was moved since it began. */
  pulled: boolean;
}

export class AnnotatorLab extends OneAtATime<Busy> {
  backend = $state.raw<BackendInfo>();
  parameterCount = $state<number>();
  ballot = $state.raw<Ballot>(EMPTY_BALLOT);
  #ballots = $state.raw<readonly Ballot[]>([]);
  progress = $state.raw<RewardEvent>();
  reward = $state.raw<RewardResult>();
  /** Whether the reward model was made before this visit, or for an earlier choice of seed. */
  isRewardKept = $state(false);
  /** Whether drawing pairs ended without any. */
  isDrawingHalted = $state(false);
  live = $state.raw<LiveRun>();
  runs = $state.raw<readonly FinishedRun[]>([]);
  readonly #connection: Connection<AnnotatorMethods>;
  readonly #locale: Locale;
  readonly #keptBallots: Persisted<readonly Ballot[]>;
  readonly #keptRuns: Persisted<readonly FinishedRun[]>;

  constructor(locale: Locale, connection: Connection<AnnotatorMethods> = connectAnnotator(), store?: Storage) {
    super();
    this.#locale = locale;
    this.#connection = connection;
    this.#keptBallots = persisted<readonly Ballot[]>(`glassbox.annotator.votes.${locale}`, readBallots, [], store);
    this.#keptRuns = persisted<readonly FinishedRun[]>(`glassbox.annotator.runs.${locale}`, readRuns, [], store);
  }

  /** The latest votes on the pairs of another seed. */
  get elsewhere(): Ballot | undefined {
    return this.#ballots.find(({ seed, votes }) => seed !== this.ballot.seed && votes.length > 0);
  }

  /** Shows what was kept. */
  async begin(choices: AnnotatorChoices): Promise<void> {
    this.runs = this.#keptRuns.read();
    this.#ballots = this.#keptBallots.read();
    await this.showPairs(choices);
  }

  /** Shows the pairs of a seed with the votes on them; where there are none yet, they are written. */
  async showPairs(choices: AnnotatorChoices): Promise<void> {
    const { seed, backend } = choices;
    const found = this.#ballots.find((one) => one.seed === seed && one.pairs.length > 0);
    if (!found) return await this.newPairs(choices);
    if (this.reward?.seed !== seed) this.reward = undefined;
    this.isDrawingHalted = false;
    this.#keep(found);
    await this.guarded(async () => {
      await this.#ready(backend);
      await this.#recall(seed);
    });
  }

  /** Forgets the votes under this seed and writes its pairs anew. Stopped before the first, it forgets nothing. */
  async newPairs({ seed, backend }: AnnotatorChoices): Promise<void> {
    if (this.reward?.seed !== seed) this.reward = undefined;
    const before = this.ballot;
    this.ballot = { ...EMPTY_BALLOT, seed };
    await this.alone('pairs', async (signal) => {
      await this.#ready(backend);
      await this.#recall(seed);
      const pairs = await this.#connection.call('drawPairs', { seed, count: PAIRS_FIRST }, { signal });
      if (pairs.length > 0) this.#keep({ seed, pairs, votes: [] });
      else if (before.seed === seed) this.ballot = before;
    });
    this.isDrawingHalted = this.ballot.pairs.length === 0;
  }

  async morePairs({ seed, backend }: AnnotatorChoices): Promise<void> {
    await this.alone('pairs', async (signal) => {
      await this.#ready(backend);
      const further = { seed: seed + this.ballot.pairs.length, count: PAIRS_MORE };
      const pairs = await this.#connection.call('drawPairs', further, { signal });
      this.#keep({ ...this.ballot, pairs: [...this.ballot.pairs, ...pairs] });
    });
  }

  vote(vote: Vote): void {
    const { pairs, votes } = this.ballot;
    if (votes.length < pairs.length) this.#keep({ ...this.ballot, votes: [...votes, vote] });
  }

  undo(): void {
    this.#keep({ ...this.ballot, votes: this.ballot.votes.slice(0, -1) });
  }

  /** Resolves to whether a reward model was trained to its end. */
  async trainReward({ seed, backend, extra }: AnnotatorChoices, taste: TasteId): Promise<boolean> {
    this.reward = undefined;
    this.progress = undefined;
    this.isRewardKept = false;
    let done = false;
    await this.alone('reward', async (signal) => {
      await this.#ready(backend);
      const { pairs, votes } = this.ballot;
      const plain = $state.snapshot({ pairs, votes }) as Pick<Ballot, 'pairs' | 'votes'>;
      const job = { madeAt: Date.now(), seed, taste, ...plain, extra, steps: rewardSteps(extra) };
      const onEvent = (event: RewardEvent) => {
        this.progress = event;
      };
      const { kept, ...result } = await this.#connection.call('trainReward', job, { signal, onEvent });
      done = !result.stopped;
      if (result.stopped) await this.#recall(seed);
      else this.reward = result;
      if (done && !kept) tellNotKept();
    });
    this.progress = undefined;
    return done;
  }

  /** Moves the policy once. Resolves to whether the run came to its end. */
  async run({ seed, method, steps, beta }: AnnotatorChoices): Promise<boolean> {
    let done = false;
    const rewardModel = this.reward?.madeAt;
    await this.alone('policy', async (signal) => {
      this.live = { method, beta, steps, before: undefined, points: [], samples: [], pulled: false };
      const change = (next: Partial<LiveRun>) => {
        if (this.live) this.live = { ...this.live, ...next };
      };
      const result = await this.#connection.call(
        'run',
        { seed, method, steps, beta },
        {
          signal,
          onEvent: (event) => {
            if (event.kind === 'before') change({ before: event.measure, samples: event.measure.samples });
            else if (event.kind === 'samples') change({ samples: event.samples });
            else change({ points: [...(this.live?.points ?? []), event.point] });
          },
        },
      );
      const { before, after, stopped } = result;
      const finished: FinishedRun = {
        method,
        beta: this.live?.beta ?? beta,
        seed,
        steps: result.steps,
        stopped,
        rewardModel,
        pulled: this.live?.pulled === true,
        before: { reward: before.reward, truth: before.truth },
        after: { reward: after.reward, truth: after.truth, kl: after.kl, distinct: after.distinct },
        points: this.live?.points ?? [],
        samplesBefore: before.samples,
        samplesAfter: after.samples,
      };
      this.runs = withRun(this.runs, finished);
      this.#keptRuns.write(this.runs);
      done = !stopped;
    });
    this.live = undefined;
    return done;
  }

  /** The slider, while PPO is under way. */
  pull(beta: number): void {
    if (this.live?.method !== 'ppo') return;
    this.live = { ...this.live, beta, pulled: true };
    void this.#connection.call('setLeash', { beta });
  }

  forgetRuns(): void {
    this.runs = [];
    this.#keptRuns.write([]);
  }

  close(): void {
    this.stop();
    this.#connection.close();
  }

  #keep(ballot: Ballot): void {
    this.ballot = ballot;
    this.#ballots = withBallot(this.#ballots, ballot);
    this.#keptBallots.write(this.#ballots);
  }

  /** Takes up the reward model that was made for this seed, if there is one. */
  async #recall(seed: number): Promise<void> {
    if (this.reward?.seed === seed) return;
    this.reward = await this.#connection.call('recallReward', { seed });
    this.isRewardKept = this.reward !== undefined;
  }

  #ready(backend: BackendChoice): Promise<void> {
    return this.openedOn(backend, async () => {
      this.reward = undefined;
      this.backend = await this.#connection.call('selectBackend', { prefer: backend });
      const { parameterCount } = await this.#connection.call('openModel', { locale: this.#locale });
      this.parameterCount = parameterCount;
    });
  }

  /** The models are opened anew next time, and the reward model is gone with them. */
  protected override afterFailure(): undefined {
    this.reward = undefined;
  }
}
