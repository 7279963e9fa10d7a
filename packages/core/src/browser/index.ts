/** `@glassbox/core/browser`: what core needs from a browser, and nothing else. */
export { opfsDirectory } from './opfs-directory.ts';
