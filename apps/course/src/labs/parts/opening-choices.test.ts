import { describe, expect, it } from 'vitest';
import { openingChoices } from './opening-choices.ts';
import { linkTo } from './shared-settings.ts';

const kept = { read: () => ({ seed: 1, backend: 'auto' }) };
const read = (json: unknown) => ({ seed: Number((json as { seed: unknown }).seed), backend: 'auto' });
const sent = new URL(linkTo('maze', { seed: 7 }, 'https://glass.example/lesson') ?? '').search;

describe('a lab opens', () => {
  it('as it was left', () => expect(openingChoices('maze', kept, read, '')).toEqual({ seed: 1, backend: 'auto' }));
  it('as a link to it says', () =>
    expect(openingChoices('maze', kept, read, sent)).toEqual({ seed: 7, backend: 'auto' }));
  it('as it was left when the link means another lab', () =>
    expect(openingChoices('nature', kept, read, sent)).toEqual({ seed: 1, backend: 'auto' }));
  it('on the backend that the address names', () =>
    expect(openingChoices('maze', kept, read, `${sent}&backend=wasm`)).toEqual({ seed: 7, backend: 'wasm' }));
  it('without a backend where it has none to choose', () =>
    expect(openingChoices('maze', { read: () => ({ seed: 1 }) }, read, '?backend=wasm')).toEqual({ seed: 1 }));
});
