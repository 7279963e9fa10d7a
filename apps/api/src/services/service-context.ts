/** What every service works with. Clock and course are passed in, so that a test decides both. */
import type { Catalogue } from '../catalogue.ts';
import type { Database } from '../db/database.ts';
import type { ExperimentQueue } from '../experiments/queue.ts';
import type { AskParts } from './ask/ask-parts.ts';
import type { CertificateSettings } from './certificates/settings.ts';

export interface ServiceContext {
  db: Database;
  catalogue: Catalogue;
  now: () => Date;
  /** What answers questions about the course; see `askServices`. */
  ask?: AskParts | undefined;
  /** Who issues certificates and when; the defaults suit a test. */
  certificates?: CertificateSettings;
  /** Where experiments wait; without it none are taken. */
  queue?: ExperimentQueue | undefined;
  /** Called when an experiment was put into the queue. */
  onQueued?: (() => void) | undefined;
}
