/** Puts the author's panel under the questions of a lesson page. Injected by the dev server, never part of a build. */
import { mount } from 'svelte';
import { AUTHORING_PATH, type AuthorLesson } from '../contract.ts';
import Panel from './Panel.svelte';

const [, prefix, slug] = /^(\/en)?\/lessons\/([^/]+)$/.exec(location.pathname) ?? [];

if (slug !== undefined) void show(slug, prefix === undefined ? 'zh' : 'en');

async function show(lesson: string, locale: 'zh' | 'en'): Promise<void> {
  const response = await fetch(`${AUTHORING_PATH}/${lesson}`);
  const article = document.querySelector('main article');
  if (!response.ok || !article) return;
  const target = document.createElement('div');
  article.before(target);
  const view: AuthorLesson = await response.json();
  mount(Panel, { target, props: { lesson: view, locale } });
}
