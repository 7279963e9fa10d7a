/**
 * Two inline scripts by which a page fetches its script only after its first paint, which on a slow line would wait for it. They are strings because their
 * hashes go into the Content-Security-Policy (astro.config.ts).
 */

/** In the head: `window.painted` resolves once the page has been painted, at once where nobody sees it or the browser tells no paint, and after five seconds at the latest. */
export const PAINTED_SCRIPT = `window.painted=new Promise(d=>{if(document.hidden||!PerformanceObserver.supportedEntryTypes.includes('paint'))d();else{new PerformanceObserver(()=>d()).observe({type:'paint',buffered:true});setTimeout(d,5e3)}})`;

/**
 * At the end of the body: then links the script whose address the build has put here (`after-paint/`); an `import()` would complain of every page that is left
 * while it comes. While developing Astro links it.
 */
export const FETCH_SCRIPT = `{const{page}=document.currentScript.dataset;if(page)painted.then(()=>{const s=document.createElement('script');s.type='module';s.src=page;document.head.append(s)})}`;
