/**
 * The one inline script of the site: sets the chosen theme before the first paint, so that nothing flashes.
 * It is a string because its hash goes into the Content-Security-Policy (astro.config.ts).
 */

/** Where the choice is kept: absent = follow the system. */
export const THEME_KEY = 'glassbox-theme';

export const THEME_SCRIPT = `try{const t=localStorage.getItem('${THEME_KEY}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}`;
