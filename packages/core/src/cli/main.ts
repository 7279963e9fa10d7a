#!/usr/bin/env node
import { GlassboxError } from '@glassbox/kernels';
/** `glassbox`: the command line of core. Every mistake ends in one sentence and exit code 1. */
import { env } from '@tensorflow/tfjs-core';
import { explainFileError } from './cli-error.ts';
import { createProgram } from './program.ts';

// tfjs advertises its own Node binding on standard error, unless told that this is production.
env().set('PROD', true);
// A reader that leaves early (`| head`) is no error.
process.stdout.on('error', () => process.exit(0));

try {
  await createProgram({ out: process.stdout, err: process.stderr }).parseAsync();
} catch (error) {
  const message = error instanceof GlassboxError ? error.message : `unexpected: ${explainFileError(error)}`;
  process.stderr.write(`glassbox: ${message}\n`);
  process.exitCode = 1;
}
