import { expect, test } from 'vitest';
import { isHidden, robotsText } from './hidden-pages.ts';

test.each(['/me', '/en/me', '/certificates/1', '/en/teach/lesson', '/ask/document'])(
  '%s is none for search engines',
  (path) => {
    expect(isHidden(path)).toBe(true);
  },
);

test.each(['/', '/en', '/ask', '/en/ask', '/lessons/join', '/meaning', '/search'])('%s is', (path) => {
  expect(isHidden(path)).toBe(false);
});

test('robots.txt names the sitemap only where the site’s address is known', () => {
  const here = robotsText(new URL('https://course.example'));
  expect(here).toMatch(/^User-agent: \*\nDisallow: \/account\n[\s\S]*\nDisallow: \/en\/teach\n/);
  expect(here).toMatch(/\n\nSitemap: https:\/\/course\.example\/sitemap-index\.xml\n$/);
  expect(robotsText(undefined)).not.toContain('Sitemap');
});
