/** `@glassbox/core/node`: what core needs from Node, and nothing else. */
export { nodeDirectory } from './node-directory.ts';
