/** @glassbox/api: one process that serves the course and grades its answers. */
export { GlassboxError, StartupError } from './errors.ts';
export { type RunningServer, type ServerOptions, startServer } from './start-server.ts';
