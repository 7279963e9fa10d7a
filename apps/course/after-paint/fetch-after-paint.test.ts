import { expect, test } from 'vitest';
import { fetchAfterPaint } from './fetch-after-paint.ts';

const TERM = '<script type="module" src="/_astro/Term.astro_astro_type_script_index_0_lang.A1.js"></script>';
const LAYOUT = '<script type="module" src="/_astro/Page.astro_astro_type_script_index_0_lang.B2.js"></script>';

test('the layout’s script is fetched by the inline one, the other scripts stay', () => {
  expect(fetchAfterPaint(`<p>${TERM}<script data-page>f()</script>${LAYOUT}</p>`, 'a.html')).toBe(
    `<p>${TERM}<script data-page="/_astro/Page.astro_astro_type_script_index_0_lang.B2.js">f()</script></p>`,
  );
});

test('a page that would never fetch its script ends the build', () => {
  expect(() => fetchAfterPaint(`<p>${TERM}</p>`, 'a.html')).toThrow('a.html has no script of Page.astro');
  expect(() => fetchAfterPaint(`<p>${LAYOUT}</p>`, 'a.html')).toThrow('a.html has no inline script');
});
