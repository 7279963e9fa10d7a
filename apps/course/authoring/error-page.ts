/** What stands in place of a lesson that can't be shown: every error with its place, instead of a stack. */
import type { AuthorProblem } from './contract.ts';

const WORDS = {
  zh: { title: '这一课还显示不出来', lede: '改好下面的错误并保存，页面会自己刷新。', found: '写的是', needed: '需要' },
  en: {
    title: 'This lesson cannot be shown yet',
    lede: 'Mend what stands below and save; the page reloads by itself.',
    found: 'Found',
    needed: 'Needed',
  },
} as const;

/** Returns the page. Vite's client is on it, so that it goes away once the file is saved. */
export function errorPage(problems: readonly AuthorProblem[], locale: 'zh' | 'en'): string {
  const words = WORDS[locale];
  const rows = problems.map(
    ({ level, file, line, column, found, needed }) =>
      `<li class="${level}"><code>${escapeHtml(`${file}:${line}:${column}`)}</code><p>${words.found}: ${escapeHtml(found)}</p><p>${words.needed}: ${escapeHtml(needed)}</p></li>`,
  );
  return `<!doctype html>
<html lang="${locale === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" /><meta name="color-scheme" content="light dark" />
<title>${words.title}</title>
<script type="module" src="/@vite/client"></script>
<style>
  body { max-width: 52rem; margin: 4rem auto; padding: 0 1.5rem; font: 1rem/1.7 system-ui, sans-serif; }
  ul { padding: 0; list-style: none; }
  li { margin-block: 1.25rem; padding-inline-start: 1rem; border-inline-start: 3px solid #b4451f; }
  li.warning { border-color: #9a7400; }
  p { margin: 0.15rem 0; }
  code { overflow-wrap: anywhere; font-size: 0.9em; }
</style>
</head>
<body><main><h1>${words.title}</h1><p>${words.lede}</p><ul>${rows.join('')}</ul></main></body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
