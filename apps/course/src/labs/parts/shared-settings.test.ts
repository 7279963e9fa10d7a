import { describe, expect, it } from 'vitest';
import { linkTo, settingsIn } from './shared-settings.ts';

const PAGE = 'https://glassbox.example/lessons/transformer?backend=wasm#top';

describe('settings in an address', () => {
  it('come back as they were, whatever the script', () => {
    const settings = { text: '床前看月光🌙?&=+/', layer: 2, off: [[0, 1]] };
    const link = linkTo('microscope', settings, PAGE) ?? '';
    expect(settingsIn(new URL(link).search, 'microscope')).toEqual(settings);
    expect(new URL(link).searchParams.get('backend')).toBe('wasm');
    expect(new URL(link).hash).toBe('#lab-microscope');
  });

  it('belong to one lab only', () => {
    const link = linkTo('microscope', { layer: 2 }, PAGE) ?? '';
    expect(settingsIn(new URL(link).search, 'sampling')).toBeUndefined();
  });

  it.each(['', '?lab=microscope', '?lab=microscope&set=%%%', '?lab=microscope&set=bm90IGpzb24'])(
    'are absent from %j',
    (search) => {
      expect(settingsIn(search, 'microscope')).toBeUndefined();
    },
  );

  it('do not travel when the address would be cut on the way', () => {
    expect(linkTo('microscope', { text: '很'.repeat(2_000) }, PAGE)).toBeUndefined();
  });
});
