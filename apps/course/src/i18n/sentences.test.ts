import { expect, it } from 'vitest';
import { sentences } from './sentences.ts';

it('puts a space between English sentences and nothing between Chinese ones', () => {
  expect(sentences('en', 'Right.', 'It fell to 3%.', 'Twice.')).toBe('Right. It fell to 3%. Twice.');
  expect(sentences('zh', '猜对了。', '降到 3%。', '两次。')).toBe('猜对了。降到 3%。两次。');
});

it('leaves no gap where a sentence is missing', () => {
  const missing: readonly (string | false | undefined)[] = [undefined, false, ''];
  expect(sentences('en', ...missing, 'One.', ...missing, 'Two.', ...missing)).toBe('One. Two.');
  expect(sentences('en', ...missing)).toBe('');
});
