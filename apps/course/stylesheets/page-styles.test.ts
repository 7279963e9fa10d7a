import { describe, expect, test } from 'vitest';
import { keepScopes, linkedStyles, scopesIn, scriptsIn, withOneStyle } from './page-styles.ts';

describe('keepScopes', () => {
  const scopes = scopesIn('<p class="svelte-here" data-astro-cid-page>');

  test('rules of other components go, alone, in a list and in keyframes; rules without a scope stay', () => {
    const css = [
      '.lab{color:red}',
      '.a.svelte-here{color:red}',
      '.a.svelte-gone{color:red}',
      '.a.svelte-here,.b.svelte-gone{top:0}',
      'h1[data-astro-cid-page]{top:0}',
      'h1[data-astro-cid-other]{top:0}',
      '@keyframes svelte-here-turn{from{top:0}}',
      '@keyframes svelte-gone-turn{from{top:0}}',
      '@keyframes all{from{top:0}}',
    ].join('');
    expect(keepScopes(css, scopes)).toBe(
      [
        '.lab{color:red}',
        '.a.svelte-here{color:red}',
        '.a.svelte-here{top:0}',
        'h1[data-astro-cid-page]{top:0}',
        '@keyframes svelte-here-turn{from{top:0}}',
        '@keyframes all{from{top:0}}',
      ].join(''),
    );
  });

  test('a query that is left empty goes with its parents, one that is not stays', () => {
    const css =
      '@media print{@supports (gap:0){.svelte-gone{top:0}}}@media (width>9px){.svelte-gone{top:0}.svelte-here{top:0}}';
    expect(keepScopes(css, scopes)).toBe('@media (width>9px){.svelte-here{top:0}}');
  });

  test('faces and layers without rules of their own stay', () => {
    const css = '@font-face{font-family:x;src:url(x)}@layer a,b;';
    expect(keepScopes(css, scopes)).toBe(css);
  });
});

test('a page’s links are read in their order and replaced by one, where the first was', () => {
  const html = '<title>x</title><link rel="stylesheet" href="/a.css"><link rel="stylesheet" href="/b.css"></head>';
  expect(linkedStyles(html)).toEqual(['/a.css', '/b.css']);
  expect(withOneStyle(html, '/c.css')).toBe('<title>x</title><link rel="stylesheet" href="/c.css"></head>');
});

test('scripts are found in markup, static and dynamic imports', () => {
  const text = `component-url="/_astro/A.x-1.js" import{a}from"./b.y.js";import("./c.z.js");["_astro/d.w.js"]`;
  expect(scriptsIn(text)).toEqual(['A.x-1.js', 'b.y.js', 'c.z.js', 'd.w.js']);
});
