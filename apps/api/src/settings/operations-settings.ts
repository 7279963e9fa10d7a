/** Settings for whoever runs the server: log, metrics, how it stops. */
import { StartupError } from '../errors.ts';
import type { LogFormat } from '../operations/log.ts';

export interface OperationsSettings {
  logFormat: LogFormat;
  /** Where Prometheus reads; without it there are no metrics. 0 takes any free port. */
  metricsPort: number | undefined;
  /** How long the server says that it is not ready, and answers all the same, before it closes its port. */
  drainSeconds: number;
}

const MAX_PORT = 65_535;
const MAX_DRAIN = 300;

/** Returns the settings with their defaults. Throws `StartupError`. */
export function readOperationsSettings(env: NodeJS.ProcessEnv): OperationsSettings {
  const port = env.METRICS_PORT || undefined;
  return {
    logFormat: readFormat(env.LOG_FORMAT || 'text'),
    metricsPort: port === undefined ? undefined : readWhole('METRICS_PORT', port, MAX_PORT),
    drainSeconds: readWhole('DRAIN_SECONDS', env.DRAIN_SECONDS || '0', MAX_DRAIN),
  };
}

function readFormat(text: string): LogFormat {
  if (text === 'text' || text === 'json') return text;
  throw new StartupError(
    'log-format-invalid',
    `LOG_FORMAT: ${JSON.stringify(text)} is not a format; text or json was needed; correct LOG_FORMAT or leave it out.`,
  );
}

function readWhole(name: string, text: string, max: number): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (number <= max) return number;
  throw new StartupError(
    `${name.toLowerCase().replaceAll('_', '-')}-invalid`,
    `${name}: ${JSON.stringify(text)}; a whole number from 0 to ${max} was needed; correct ${name} or leave it out.`,
  );
}
