/** `accept: { zh: […], en: […] }` as an author writes it. */
import { LOCALES } from '../question.ts';
import { MAX_TEXT_LENGTH } from '../typed/accepted.ts';
import { normaliseText } from '../typed/text.ts';
import { fields, list, text } from './authored-base.ts';
import { type Issue, isFields } from './rules.ts';

const FORM_NEEDED = 'an accepted form: a text, in quotes if it looks like a number';
const forms = list(text(FORM_NEEDED), 1, 'a list of at least one accepted form');

export const acceptField = fields({ zh: forms, en: forms }, 'accepted forms in both languages: { zh: […], en: […] }');

/** Forms that no answer could ever match. `path` leads to the field "accept". */
export function findFormIssues(accept: unknown, path: Issue['path']): Issue[] {
  if (!isFields(accept)) return [];
  return LOCALES.flatMap((locale) => {
    const list: unknown = accept[locale];
    if (!Array.isArray(list)) return [];
    return list.flatMap((form: unknown, index): Issue[] => {
      if (typeof form !== 'string' || form.trim() === '') return [];
      const place = [...path, locale, index];
      if (normaliseText(form) === '') return [{ path: place, needed: 'a form with a letter or digit in it' }];
      return form.length > MAX_TEXT_LENGTH ? [{ path: place, needed: `at most ${MAX_TEXT_LENGTH} characters` }] : [];
    });
  });
}
