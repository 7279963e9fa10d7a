#!/usr/bin/env node
import { GlassboxError } from '@glassbox/kernels';
/** `glassbox`: the command line of core. Every mistake ends in one sentence and exit code 1. */
import { env } from '@tensorflow/tfjs-core';
import { explainFileError } from './cli-error.ts';
import { openTerminal } from './open-terminal.ts';
import { createProgram } from './program.ts';

// tfjs advertises its own Node binding on standard error, unless told that this is production.
env().set('PROD', true);

try {
  await createProgram(openTerminal(process)).parseAsync();
} catch (error) {
  const message = error instanceof GlassboxError ? error.message : `unexpected: ${explainFileError(error)}`;
  process.stderr.write(`glassbox: ${message}\n`);
  process.exitCode = 1;
}
