/**
 * What is being answered and not handed in yet, kept in this tab's session storage: a reload, or a system that put the tab to
 * sleep, must not cost a paragraph. Each tab has its own; a closed tab takes it along.
 */
import type { PublicQuestion, QuestionResponse } from '@glassbox/quiz';

export interface Drafts {
  read(question: DraftOf): QuestionResponse | undefined;
  write(question: DraftOf, response: QuestionResponse): void;
  remove(question: DraftOf): void;
}

interface DraftOf {
  lesson: string;
  question: PublicQuestion;
}

const PREFIX = 'glassbox-draft';

/** Without storage nothing is kept and nothing fails. */
export function openDrafts(storage: Storage | undefined = session()): Drafts {
  return {
    read(of) {
      try {
        const response: unknown = JSON.parse(storage?.getItem(keyOf(of)) ?? 'null');
        return isOfKind(response, of.question.kind) ? response : undefined;
      } catch {
        return undefined;
      }
    },
    write(of, response) {
      try {
        storage?.setItem(keyOf(of), JSON.stringify(response));
      } catch (error) {
        console.warn('quiz: the draft is not kept', error);
      }
    },
    remove(of) {
      try {
        storage?.removeItem(keyOf(of));
      } catch {
        // Blocked storage holds no draft.
      }
    },
  };
}

/** A version's answers have one shape: a draft of another version is another draft. */
function keyOf({ lesson, question }: DraftOf): string {
  return `${PREFIX}/${lesson}/${question.id}/${question.version}`;
}

function isOfKind(response: unknown, kind: string): response is QuestionResponse {
  return typeof response === 'object' && response !== null && 'kind' in response && response.kind === kind;
}

function session(): Storage | undefined {
  try {
    // Node has one too, which is nobody's tab.
    return 'document' in globalThis ? globalThis.sessionStorage : undefined;
  } catch {
    return undefined;
  }
}
