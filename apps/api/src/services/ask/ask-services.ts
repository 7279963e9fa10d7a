/** Puts the services of "Ask the course" together. Without parts of its own (tests of other things) it has no course. */
import { startAskThread } from '../../ask/ask-thread.ts';
import type { ServiceContext } from '../service-context.ts';
import type { Services } from '../services.ts';
import { askService } from './ask.ts';
import type { AskParts } from './ask-parts.ts';
import { documentService } from './documents.ts';
import { indexSync } from './index-sync.ts';
import { unansweredService } from './unanswered.ts';

const EMPTY = { lessons: [], glossary: { title: '', passages: { text: '', blocks: [] } } };

export function askServices(context: ServiceContext): Pick<Services, 'ask' | 'courseDocuments' | 'unanswered'> {
  const { db, now } = context;
  const parts = context.ask ?? emptyParts(context);
  return {
    ask: askService({ db, now, ...parts }),
    courseDocuments: documentService({ db, now, ...parts }),
    unanswered: unansweredService({ db, now }),
  };
}

/** Its thread starts with the first question, so it costs nothing where none is asked. */
function emptyParts({ db }: ServiceContext): AskParts {
  const log = () => undefined;
  const engine = startAskThread({ log });
  const course = { zh: EMPTY, en: EMPTY };
  return { engine, course, index: indexSync(db, engine, course), maxDocuments: 10, log };
}
