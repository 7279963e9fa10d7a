import { expect, test } from 'vitest';
import { copyText } from './copy-text.ts';

test('a copied answer says where each sentence comes from, with whole addresses', () => {
  const text = copyText(
    '要等多久？',
    {
      answered: true,
      by: 'quotes',
      scope: 'course',
      sentences: [{ text: '600个就是12秒。', citations: [1] }],
      citations: [
        {
          number: 1,
          kind: 'lesson',
          title: '猜下一个字',
          section: '延迟',
          href: '/lessons/next-token#p-1',
          passage: { text: '', start: 0, end: 0 },
        },
      ],
    },
    'https://course.test',
  );
  expect(text).toBe(
    '要等多久？\n\n600个就是12秒。 [1]\n\n[1] 猜下一个字 › 延迟 https://course.test/lessons/next-token#p-1',
  );
});
