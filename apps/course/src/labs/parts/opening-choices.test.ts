import { describe, expect, it } from 'vitest';
import * as annotator from '../annotator/plan.ts';
import * as writeEval from '../write-eval/plan.ts';
import { openingChoices } from './opening-choices.ts';
import type { Persisted } from './persisted.ts';
import { type LabLink, linkTo } from './shared-settings.ts';

interface Choices {
  seed: number;
  tries: number;
  backend: 'auto' | 'wasm' | 'webgpu' | 'cpu';
  guess: number | undefined;
}

const PAGE = 'https://glass.example/lesson';
const LINK: LabLink<Choices> = { lab: 'maze', fields: { seed: 'setting', tries: 'own', backend: 'own', guess: 'own' } };
const first: Choices = { seed: 1, tries: 0, backend: 'auto', guess: undefined };
const mine: Choices = { seed: 2, tries: 9, backend: 'auto', guess: 3 };
const sent = linkTo(LINK, { seed: 7, tries: 4, backend: 'webgpu', guess: 0 }, PAGE) ?? '';
const read = (json: unknown): Choices => ({ ...first, ...(json as Partial<Choices>) });

function keeping<T>(value: T): Persisted<T> {
  let kept = value;
  return {
    read: () => kept,
    write(next) {
      kept = next;
    },
  };
}

function pageAt(href: string) {
  return {
    href,
    replace(next: string) {
      this.href = next;
    },
  };
}

describe('a lab opens', () => {
  it('as it was left', () => {
    const page = pageAt(`${PAGE}?q=1`);
    expect(openingChoices(LINK, keeping(mine), read, page)).toEqual(mine);
    expect(page.href).toBe(`${PAGE}?q=1`);
  });

  it('as a link to it says, with everything that is the learner’s own', () =>
    expect(openingChoices(LINK, keeping(mine), read, pageAt(sent))).toEqual({ ...mine, seed: 7 }));

  it('as a link says once: then as it was left', () => {
    const kept = keeping(mine);
    const page = pageAt(sent);
    const choices = openingChoices(LINK, kept, read, page);
    expect(page.href).toBe(`${PAGE}#lab-maze`);
    expect(kept.read()).toEqual(choices);
    kept.write({ ...choices, seed: 8 });
    expect(openingChoices(LINK, kept, read, page)).toEqual({ ...mine, seed: 8 });
  });

  it('as it was left when the link means another lab, and leaves that one its settings', () => {
    const page = pageAt(sent);
    expect(openingChoices({ ...LINK, lab: 'nature' }, keeping(mine), read, page)).toEqual(mine);
    expect(page.href).toBe(sent);
  });

  it('on the backend that the address names, which is not kept', () => {
    const kept = keeping(mine);
    const page = pageAt(sent.replace('?', '?backend=wasm&'));
    expect(openingChoices(LINK, kept, read, page)).toEqual({ ...mine, seed: 7, backend: 'wasm' });
    expect(kept.read().backend).toBe('auto');
    expect(page.href).toBe(`${PAGE}?backend=wasm#lab-maze`);
  });

  it('without a backend where it has none to choose', () => {
    const link: LabLink<{ seed: number }> = { lab: 'maze', fields: { seed: 'setting' } };
    const choices = openingChoices(link, keeping({ seed: 1 }), () => ({ seed: 1 }), pageAt(`${PAGE}?backend=wasm`));
    expect(choices).toEqual({ seed: 1 });
  });
});

it('a link to the test set’s lab leaves the receiver’s cases, and brings no prediction', () => {
  const readChoices = (json: unknown) => writeEval.readChoices(json, 'en');
  const cases = [{ question: 'May I bring my dog?', answer: null }];
  const kept = keeping({ ...writeEval.firstChoices('en'), cases, guess: undefined });
  const theirs = { ...writeEval.firstChoices('en'), seed: 5, stop: 4, guess: 2 };
  const page = pageAt(linkTo(writeEval.LINK, theirs, PAGE) ?? '');
  const choices = openingChoices(writeEval.LINK, kept, readChoices, page);
  expect(choices).toMatchObject({ cases, seed: 5, stop: 4, guess: undefined });
});

it('what the sender never chose is as at first, not as the receiver had it', () => {
  const kept = keeping<annotator.AnnotatorChoices>({ ...annotator.firstChoices(), taste: 'second', guess: 1 });
  const page = pageAt(linkTo(annotator.LINK, { ...annotator.firstChoices(), guess: 2 }, PAGE) ?? '');
  expect(openingChoices(annotator.LINK, kept, annotator.readChoices, page)).toEqual({
    ...annotator.firstChoices(),
    guess: 1,
  });
});
