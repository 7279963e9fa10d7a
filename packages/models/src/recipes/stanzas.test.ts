import { describe, expect, it } from 'vitest';
import { joinStanzas, keepFrequent, readStanzas } from './stanzas.ts';

const QUATRAIN = '五绝\t王之涣\t登鹳雀楼\t白日依山尽，黄河入海流。欲穷千里目，更上一层楼。';
const EIGHT_LINES = `五律\t某\t某\t${'春风吹柳色，江上送行人。'.repeat(4)}`;

describe('readStanzas', () => {
  it('cuts a quatrain into one stanza with two sentences a line', () => {
    expect(readStanzas(QUATRAIN)).toEqual([
      { form: '五绝', lineLength: 5, text: '白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。' },
    ]);
  });

  it('cuts an eight-line poem into two stanzas', () => {
    expect(readStanzas(`${EIGHT_LINES}\n${QUATRAIN}`)).toHaveLength(3);
  });

  it('leaves out a poem with a line of the wrong length, a doubled mark or a missing end', () => {
    expect(readStanzas(QUATRAIN.replace('黄河', '河'))).toEqual([]);
    expect(readStanzas(`${QUATRAIN}。`)).toEqual([]);
    expect(readStanzas(QUATRAIN.slice(0, -1))).toEqual([]);
    expect(readStanzas('')).toEqual([]);
  });
});

describe('keepFrequent', () => {
  it('drops every stanza that holds a character below the count', () => {
    const stanzas = readStanzas(`${EIGHT_LINES}\n${QUATRAIN}`);
    expect(keepFrequent(stanzas, 2)).toHaveLength(2);
    expect(joinStanzas(keepFrequent(stanzas, 2))).not.toContain('楼');
  });
});
