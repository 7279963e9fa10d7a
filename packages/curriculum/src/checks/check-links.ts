/** Where a link leads and what an image shows: lessons and pages of the site, places on this page, files beside the text. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import GithubSlugger from 'github-slugger';
import type { Place, Problem } from '../problem.ts';
import type { LessonText } from '../read-mdx.ts';
import type { SiteFacts } from '../site-facts.ts';

export interface LinkContext {
  root: string;
  locale: 'zh' | 'en';
  /** Ids of the lesson's sources, which are anchors of its list. */
  sourceIds: readonly string[];
  /** Every lesson of the course with whether it can be read. */
  lessons: ReadonlyMap<string, 'ready' | 'planned'>;
  site: SiteFacts;
}

/** Anchors of the five sections, the same in both languages (apps/course, lesson-context.ts). */
const SECTION_ANCHORS = ['content', 'idea', 'lab', 'product', 'questions', 'sources'];
const PREFIX = { zh: '', en: '/en' } as const;

/** Returns an error at every link and image that leads nowhere. Other hosts are not asked: checks need no network. */
export function checkLinks(text: LessonText, context: LinkContext): Problem[] {
  return text.prose.links.flatMap((link) => {
    const needed =
      link.kind === 'image' ? neededImage(text, link.url, link.alt, context) : neededLink(text, link.url, context);
    if (needed === undefined) return [];
    const what = link.kind === 'image' ? `the image "${link.url}"` : `a link to "${link.url}"`;
    return [problem(text, link, what, needed)];
  });
}

function neededImage(text: LessonText, url: string, alt: string, { root }: LinkContext): string | undefined {
  if (!/^\.{1,2}\//.test(url))
    return 'a file beside the text, ./name.svg or ./name.png; pages load nothing from elsewhere';
  if (!existsSync(fileOf(root, text, url))) return 'a file that is there: put it into the lesson’s folder';
  return alt.trim() === '' ? 'a description for those who cannot see it: ![what it shows](…)' : undefined;
}

function neededLink(text: LessonText, url: string, context: LinkContext): string | undefined {
  const { root, locale, lessons, site } = context;
  if (url.startsWith('#')) return neededAnchor(text, url.slice(1), context);
  if (/^[a-z][a-z0-9+.-]*:/i.test(url) || url.startsWith('//')) {
    return url.startsWith('https://') && URL.canParse(url) ? undefined : 'an https address';
  }
  if (!url.startsWith('/')) {
    if (/\.(mdx?|ya?ml)([#?]|$)/.test(url))
      return 'the address of the page: /lessons/SLUG, or /en/lessons/SLUG in English';
    return existsSync(fileOf(root, text, url)) ? undefined : 'an address that starts with / or a file that is there';
  }
  const [path = ''] = url.split(/[?#]/, 1);
  const isEnglish = path === '/en' || path.startsWith('/en/');
  const page = isEnglish ? path.slice(3) || '/' : path;
  if (isEnglish !== (locale === 'en')) return `the page in the language of this text: ${PREFIX[locale]}${page}`;
  const slug = /^\/lessons\/([^/]+)$/.exec(page)?.[1];
  if (slug !== undefined) {
    const status = lessons.get(slug);
    if (status === undefined) return `the slug of a lesson: ${[...lessons.keys()].join(', ')}`;
    return status === 'ready' ? undefined : 'a lesson that can be read: this one is still planned';
  }
  return site.pages?.includes(page) === false ? `a page of the site: ${site.pages.join(', ')}` : undefined;
}

function neededAnchor(text: LessonText, anchor: string, { sourceIds }: LinkContext): string | undefined {
  const slugger = new GithubSlugger();
  const own = text.prose.subheadings.map((heading) => slugger.slug(heading.text));
  const known = [...SECTION_ANCHORS, ...own, ...sourceIds.map((id) => `source-${id}`)];
  return known.includes(decode(anchor)) ? undefined : `a place on this page: ${known.map((id) => `#${id}`).join(', ')}`;
}

function fileOf(root: string, text: LessonText, url: string): string {
  return join(root, dirname(text.file), decode(url.split(/[?#]/, 1)[0] ?? ''));
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a lone % is a name like any other
  }
}

function problem(text: LessonText, { line, column }: Place, found: string, needed: string): Problem {
  return { file: text.file, line, column, found, needed };
}
