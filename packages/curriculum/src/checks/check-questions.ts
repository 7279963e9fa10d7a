/**
 * What makes a question worse than it looks: a key that can be guessed without knowing anything, remarks that say nothing
 * of their own, texts left untranslated, objectives and questions that miss each other. Reads the YAML as written,
 * not what became of it, so that every finding has its place and any kind of question is covered.
 *
 * The place of the right option is not looked at: what a browser gets is in an order of the server's, never the author's.
 */
import type { Problem } from '../problem.ts';
import type { Locator } from '../read-yaml.ts';
import { languageProblem } from './check-translation.ts';

type Fields = Record<string, unknown>;
type Path = readonly (string | number)[];
type Locale = 'zh' | 'en';
type Note = (path: Path, found: string, needed: string) => void;

export interface QuizSource {
  file: string;
  /** The file as plain data. */
  data: unknown;
  locate: Locator;
}

const LOCALES = ['zh', 'en'] as const;
/** From this many single choices on it is a pattern when the longest option is right in more than half of them. */
const LEAST_CHOICES = 2;
/** A right option this many times as long as the average wrong one stands out by itself. */
const STANDS_OUT = 1.6;
/** Below this many characters a difference in length is no clue. */
const LEAST_LENGTH = 8;
const CATCH_ALL = {
  zh: /^(以上|上述|上面)?(几项|各项|选项|答案|说法)?(全都|全部|都|皆|均)(是|对|正确|不对|不是|错)|^以上(都|全|皆|均)|^(两者|二者)(都|皆|均)/u,
  en: /^(all|none|both|neither) of (the above|these|them|the (options|answers|others))\b/iu,
} as const;

/** Returns a warning for every sign that a question can be answered without knowing, or teaches less than it could. */
export function checkQuestions(quiz: QuizSource): Problem[] {
  const problems: Problem[] = [];
  const note: Note = (path, found, needed) => {
    problems.push({ file: quiz.file, ...quiz.locate(path), found, needed, level: 'warning' });
  };
  const questions = questionsOf(quiz.data);
  for (const { question, path } of questions) {
    checkCatchAlls(question, path, note);
    checkRemarks(question, path, note);
    checkGivenAway(question, path, note);
    checkLanguages(question, path, note);
  }
  for (const locale of LOCALES) checkLengths(questions, locale, note);
  return problems;
}

/** Returns the questions of a quiz that can be told apart, with their places. */
export function questionsOf(data: unknown): { question: Fields; path: Path }[] {
  const list = isFields(data) && Array.isArray(data.questions) ? data.questions : [];
  return list.flatMap((question: unknown, index) =>
    isFields(question) ? [{ question, path: ['questions', index] }] : [],
  );
}

function checkLengths(questions: { question: Fields; path: Path }[], locale: Locale, note: Note): void {
  const choices = questions.flatMap(({ question, path }) =>
    optionLists(question).flatMap(({ field, options }) => {
      const right = options.findIndex(({ correct }) => correct === true);
      if (options.filter(({ correct }) => correct === true).length !== 1) return [];
      const lengths = options.map((option) => [...textOf(option.text, locale)].length);
      const own = lengths[right] ?? 0;
      const others = lengths.filter((_, index) => index !== right);
      const mean = others.reduce((sum, length) => sum + length, 0) / Math.max(1, others.length);
      const longest = others.every((length) => length < own);
      return [{ path: [...path, field, right, 'text', locale], own, mean, longest }];
    }),
  );
  const longest = choices.filter((choice) => choice.longest && choice.own >= LEAST_LENGTH);
  const isPattern = choices.length >= LEAST_CHOICES && longest.length > choices.length / 2;
  for (const { path, own, mean } of longest) {
    if (own >= STANDS_OUT * mean) {
      const found = `a right option of ${own} characters among wrong ones of ${Math.round(mean)}`;
      note(path, found, 'options of about the same length: the longest is the first guess');
    } else if (isPattern) {
      const found = `the longest option is right, as in ${longest.length} of ${choices.length} single choices here`;
      note(path, found, 'a wrong option that is longer, in at least half of them');
    }
  }
}

function checkCatchAlls(question: Fields, path: Path, note: Note): void {
  for (const { field, options } of optionLists(question)) {
    for (const [index, option] of options.entries()) {
      for (const locale of LOCALES) {
        const text = textOf(option.text, locale).trim();
        const needed = 'an option that stands by itself: options are shuffled, and whoever knows two knows this one';
        if (CATCH_ALL[locale].test(text)) note([...path, field, index, 'text', locale], `"${text}"`, needed);
      }
    }
  }
}

function checkRemarks(question: Fields, path: Path, note: Note): void {
  for (const { field, options } of optionLists(question)) {
    for (const locale of LOCALES) {
      const remarks = options.map((option) => textOf(option.feedback, locale).trim());
      for (const [index, remark] of remarks.entries()) {
        const first = remarks.indexOf(remark);
        if (remark === '' || first === index) continue;
        const found = `the remark of ${field}[${first}] again`;
        note([...path, field, index, 'feedback', locale], found, 'what is wrong with this option in particular');
      }
    }
  }
}

/** The prompt of a short text must not hold what is asked for. */
function checkGivenAway(question: Fields, path: Path, note: Note): void {
  if (!isFields(question.accept)) return;
  for (const locale of LOCALES) {
    const forms = question.accept[locale];
    const prompt = textOf(question.prompt, locale).toLowerCase();
    for (const [index, form] of (Array.isArray(forms) ? forms : []).entries()) {
      if (typeof form === 'string' && form.trim() !== '' && prompt.includes(form.trim().toLowerCase()))
        note(
          [...path, 'accept', locale, index],
          `an accepted form that stands in the prompt: "${form}"`,
          'a prompt that does not give it away',
        );
    }
  }
}

/** Every { zh, en } below a question. */
function checkLanguages(value: unknown, path: Path, note: Note): void {
  if (Array.isArray(value)) {
    for (const [index, part] of value.entries()) checkLanguages(part, [...path, index], note);
  } else if (isFields(value)) {
    for (const [name, part] of Object.entries(value)) {
      const locale = LOCALES.find((each) => each === name);
      const wrong = locale && typeof part === 'string' ? languageProblem(part, locale) : undefined;
      if (wrong) note([...path, name], wrong.found, wrong.needed);
      else checkLanguages(part, [...path, name], note);
    }
  }
}

/** Every list of things to choose from: entries with a text and a remark of their own, whatever the kind calls the list. */
function optionLists(question: Fields): { field: string; options: Fields[] }[] {
  return Object.entries(question).flatMap(([field, value]) => {
    const options = Array.isArray(value) ? value.filter(isFields) : [];
    const isList = options.length > 0 && options.every((option) => isFields(option.text) && isFields(option.feedback));
    return isList ? [{ field, options }] : [];
  });
}

function textOf(value: unknown, locale: Locale): string {
  const text = isFields(value) ? value[locale] : undefined;
  return typeof text === 'string' ? text : '';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
