/** Whether a typed text is one of the forms an author accepts. */
import { normaliseText } from './text.ts';

/** In UTF-16 units. "Short" text: a page of prose is a mistake, and normalising must stay cheap. */
export const MAX_TEXT_LENGTH = 300;

/** Forms per language; each counts on pages of both. */
export interface AcceptedForms {
  zh: string[];
  en: string[];
}

/** Says whether the text equals an accepted form of either language, after both are normalised. */
export function isAccepted(typed: string, { zh, en }: AcceptedForms): boolean {
  const normalised = normaliseText(typed);
  return [...zh, ...en].some((form) => normaliseText(form) === normalised);
}
