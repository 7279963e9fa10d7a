/** What answers questions about the course; made once at start and handed to the services. */
import type { AskThread } from '../../ask/ask-thread.ts';
import type { CourseTexts } from '../../ask/course-documents.ts';
import type { IndexSync } from './index-sync.ts';

export interface AskParts {
  engine: AskThread;
  course: CourseTexts;
  index: IndexSync;
  /** So many documents may be added. */
  maxDocuments: number;
  /** Gets a line when a model or the thread failed. */
  log: (line: string) => void;
}
