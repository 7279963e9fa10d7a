import { describe, expect, it } from 'vitest';
import { type LabLink, linkTo, ownIn, settingsIn, takesText, withoutSettings } from './shared-settings.ts';

interface Choices {
  text: string;
  layer: number;
  off: readonly (readonly number[])[];
  guess: number | undefined;
}

const PAGE = 'https://glassbox.example/lessons/transformer?backend=wasm#top';
const LINK: LabLink<Choices> = {
  lab: 'microscope',
  fields: { text: 'text', layer: 'setting', off: 'setting', guess: 'own' },
};
const SAMPLING: LabLink<Choices> = { ...LINK, lab: 'sampling' };
const choices: Choices = { text: '床前看月光🌙?&=+/', layer: 2, off: [[0, 1]], guess: 1 };
const address = (link = LINK, from = choices) => linkTo(link, from, PAGE) ?? '';

describe('settings in an address', () => {
  it('come back as they were, whatever the script, and leave the rest of the address alone', () => {
    const { guess: _, ...sent } = choices;
    expect(settingsIn(address(), LINK)).toEqual(sent);
    expect(new URL(address()).searchParams.get('backend')).toBe('wasm');
    expect(new URL(address()).hash).toBe('#lab-microscope');
  });

  it('hold nothing of the sender’s own', () => {
    const open = { ...LINK, fields: { ...LINK.fields, text: 'own', guess: 'own' } } as const;
    expect(settingsIn(address(open), open)).toEqual({ layer: 2, off: [[0, 1]] });
    const set = new URL(address(open)).searchParams.get('set') ?? '';
    expect(atob(set.replaceAll('-', '+').replaceAll('_', '/'))).toBe('{"layer":2,"off":[[0,1]]}');
  });

  it('are all that is read of a link that was made when everything travelled', () => {
    const all = btoa(JSON.stringify({ layer: 3, guess: 2, tries: [1], __proto__: {} }));
    expect(settingsIn(`https://glassbox.example/?lab=microscope&set=${all}`, LINK)).toEqual({ layer: 3 });
  });

  it('belong to one lab only', () => {
    expect(settingsIn(address(), SAMPLING)).toBeUndefined();
    expect(withoutSettings(address(), SAMPLING)).toBe(address());
    expect(withoutSettings(address(), LINK)).toBe(
      'https://glassbox.example/lessons/transformer?backend=wasm#lab-microscope',
    );
    expect(withoutSettings(PAGE, LINK)).toBe(PAGE);
  });

  it.each([
    '',
    '?lab=microscope',
    '?lab=microscope&set=%%%',
    '?lab=microscope&set=bm90IGpzb24',
    '?lab=microscope&set=Nw',
  ])('are absent from %j', (search) => {
    expect(settingsIn(`https://glassbox.example/${search}`, LINK)).toBeUndefined();
  });

  it('do not travel when the address would be cut on the way', () => {
    expect(linkTo(LINK, { ...choices, text: '很'.repeat(2_000) }, PAGE)).toBeUndefined();
  });
});

it('what is one’s own is the rest', () => {
  expect(ownIn(choices, LINK)).toEqual({ guess: 1 });
  expect(takesText(LINK)).toBe(true);
  expect(takesText({ lab: 'maze', fields: { seed: 'setting' } } satisfies LabLink<{ seed: number }>)).toBe(false);
});
