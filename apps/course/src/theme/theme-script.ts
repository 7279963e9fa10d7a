/**
 * The inline script that sets the chosen theme and, once the device has them, the faces before the first paint, so that nothing flashes.
 * It is a string because its hash goes into the Content-Security-Policy (astro.config.ts).
 */

/** Where the choice is kept: absent = follow the system. */
export const THEME_KEY = 'glassbox-theme';

/** Present when the site's own faces have been fetched to this device. */
export const FACES_KEY = 'glassbox-faces';

export const THEME_SCRIPT = `try{const d=document.documentElement.dataset,t=localStorage.getItem('${THEME_KEY}');if(t==='light'||t==='dark')d.theme=t;if(localStorage.getItem('${FACES_KEY}'))d.faces=''}catch{}`;
