/** When a built page fetches the script of its layout. */

/** What Astro makes of the script in `Page.astro`; it keeps no attribute by which to know it. */
const LAYOUT_SCRIPT = /<script type="module" src="(\/_astro\/Page\.astro_[^"]+\.js)"><\/script>/;
const FETCHER = '<script data-page>';

/** Returns the page with its layout's script handed to the inline script that fetches it after the first paint. Throws if `file` lacks one of the two. */
export function fetchAfterPaint(html: string, file: string): string {
  const script = LAYOUT_SCRIPT.exec(html);
  if (!script || !html.includes(FETCHER)) {
    throw new Error(
      `after-paint: ${file} has ${script ? 'no inline script that fetches' : 'no'} script of Page.astro; every page must use that layout.`,
    );
  }
  return html.replace(script[0], '').replace(FETCHER, `<script data-page="${script[1]}">`);
}
