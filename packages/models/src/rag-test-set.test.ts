import { expect, it } from 'vitest';
import { ragDocuments, ragQuestions } from './recipes/rag-test-set.ts';

it('quotes, for every answerable question, words that stand in the document exactly once', async () => {
  const documents = new Map((await ragDocuments()).map((document) => [document.id, document.text]));
  const wrong = (await ragQuestions()).filter(
    ({ document, quote }) => document !== null && documents.get(document)?.split(quote ?? '').length !== 2,
  );
  expect(wrong).toEqual([]);
});

it('holds at least 120 test questions, half in each language, a third without an answer, and shares none with calibration', async () => {
  const questions = await ragQuestions();
  const test = questions.filter(({ split }) => split === 'test');
  expect(test.length).toBeGreaterThanOrEqual(120);
  for (const language of ['zh', 'en']) {
    const ofLanguage = test.filter((question) => question.language === language);
    expect(ofLanguage.length).toBe(test.length / 2);
    expect(ofLanguage.filter(({ document }) => document === null).length).toBe(ofLanguage.length / 3);
  }
  expect(new Set(questions.map(({ question }) => question)).size).toBe(questions.length);
});
