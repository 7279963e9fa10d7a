/** @glassbox/api: one process that serves the course and grades its answers. */
export { createCatalogue } from './catalogue.ts';
export { GlassboxError, StartupError } from './errors.ts';
export type { ServerOptions } from './server-options.ts';
export { type RunningServer, startServer } from './start-server.ts';
