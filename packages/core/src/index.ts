/**
 * `@glassbox/core`: train, sample and look inside small GPTs. Runs in Node, in a page and in a Web Worker.
 * Folders on disk are in `@glassbox/core/node`, the browser's private files in `@glassbox/core/browser`.
 */
export * from './foundations/backend.ts';
export * from './foundations/directory.ts';
export * from './model/gpt-config.ts';
export * from './pending.ts';
export * from './tokenizer/tokenizer.ts';
