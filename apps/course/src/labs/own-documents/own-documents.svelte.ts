/** The state of the lab: what is on the shelf, the answer at hand with the one before it, and the questions of the sample. */
import { OneAtATime } from '../parts/one-at-a-time.svelte.ts';
import type { Connection } from '../worker/connection.ts';
import { connectDocuments } from './connect.ts';
import type {
  DocumentMethods,
  FileProblem,
  IncomingFile,
  Outcome,
  Place,
  Progress,
  Setting,
  ShelfDocument,
} from './contract.ts';
import { type Marked, markOf } from './marking.ts';
import type { SampleQuestion } from './sample.ts';

export interface Exam {
  setting: Setting;
  gated: readonly Marked[];
  /** The same questions with the threshold at 0. */
  open: readonly Marked[];
}

/** What is under way. */
type Busy = 'reading' | 'asking' | 'exam';

export class OwnDocuments extends OneAtATime<Busy> {
  documents = $state.raw<readonly ShelfDocument[]>([]);
  problems = $state.raw<readonly FileProblem[]>([]);
  outcome = $state.raw<Outcome>();
  /** The answer to the same question before a setting changed. */
  before = $state.raw<Outcome>();
  place = $state.raw<Place>();
  /** Gone when the shelf changes. */
  exam = $state.raw<Exam>();
  /** Its result has been seen once: the guess is closed. */
  examined = $state(false);
  progress = $state.raw<Progress>();
  /** What was called off last; undefined once something else has begun. */
  cancelled = $state<Busy>();
  /** How wide the chunks on the shelf are; undefined while nothing was put there. */
  columns = $state<number>();
  readonly #connection: Connection<DocumentMethods>;
  /** How wide the answer at hand wants them. */
  #wantedColumns: number | undefined;
  #next: { question: string; setting: Setting } | undefined;

  constructor(connection: Connection<DocumentMethods> = connectDocuments()) {
    super();
    this.#connection = connection;
  }

  /** Resolves to whether anything was added. */
  async add(files: readonly IncomingFile[], { columns }: Setting): Promise<boolean> {
    let count = 0;
    await this.#run('reading', async (options) => {
      const { added, problems } = await this.#connection.call('add', { files, columns }, options);
      const names = new Set(added.map(({ id }) => id));
      this.documents = [...this.documents.filter(({ id }) => !names.has(id)), ...added];
      this.problems = problems;
      this.columns = columns;
      this.exam = undefined;
      count = added.length;
    });
    return count > 0;
  }

  async remove(id: string): Promise<void> {
    await this.#run('reading', async () => {
      await this.#connection.call('remove', { id });
      this.documents = this.documents.filter((document) => document.id !== id);
      if (this.place?.document === id) this.place = undefined;
      this.exam = undefined;
      this.before = undefined;
      this.outcome = undefined;
    });
  }

  /** While another question is being answered the latest one waits; not for chunks of a width that it does not want. */
  async ask(question: string, setting: Setting): Promise<void> {
    if (question.trim() === '' || this.documents.length === 0) return;
    if (this.busy) {
      this.#next = { question, setting };
      if (this.busy === 'asking' && setting.columns !== this.#wantedColumns) this.stop();
      return;
    }
    this.#wantedColumns = setting.columns;
    await this.#run('asking', async (options) => {
      const outcome = await this.#connection.call('ask', { question, setting }, options);
      if (options.signal.aborted) return;
      this.columns = setting.columns;
      this.before = this.outcome?.question === question ? this.outcome : undefined;
      this.outcome = outcome;
      const [first] = outcome.found;
      this.place = outcome.sentences[0]?.place ?? (first && { ...first });
    });
  }

  /** Resolves to whether all questions were asked. */
  async examine(questions: readonly SampleQuestion[], setting: Setting): Promise<boolean> {
    let finished = false;
    await this.#run('exam', async ({ signal }) => {
      const rounds = { gated: [] as Marked[], open: [] as Marked[] };
      for (const [done, question] of questions.entries()) {
        this.progress = { of: 'questions', done, total: questions.length };
        for (const [round, threshold] of [
          ['gated', setting.threshold],
          ['open', 0],
        ] as const) {
          const params = { question: question.text, setting: { ...setting, threshold } };
          const outcome = await this.#connection.call('ask', params, { signal });
          rounds[round].push({ question, outcome, mark: markOf(question, outcome) });
        }
        if (signal.aborted) return;
      }
      this.exam = { setting, ...rounds };
      this.examined = true;
      finished = true;
    });
    return finished;
  }

  show(place: Place): void {
    this.place = place;
  }

  cancel(): void {
    this.#next = undefined;
    this.stop();
  }

  /** A new worker with an empty shelf. */
  restart(): void {
    this.#connection.close();
    this.documents = [];
    this.columns = undefined;
    this.outcome = undefined;
    this.before = undefined;
    this.place = undefined;
    this.exam = undefined;
    this.failure = undefined;
  }

  close(): void {
    this.#connection.close();
  }

  async #run(
    busy: Busy,
    work: (options: { signal: AbortSignal; onEvent: (progress: Progress) => void }) => Promise<void>,
  ): Promise<void> {
    if (this.busy) return;
    this.cancelled = undefined;
    const onEvent = (progress: Progress) => {
      this.progress = progress;
    };
    await this.alone(busy, (signal) => work({ signal, onEvent }));
    this.cancelled = this.stopped ? busy : undefined;
    this.progress = undefined;
    const next = this.#next;
    this.#next = undefined;
    if (next) await this.ask(next.question, next.setting);
  }

  /** What was called off did not fail. */
  protected override afterFailure(): 'told' | undefined {
    return this.stopped ? 'told' : undefined;
  }
}
