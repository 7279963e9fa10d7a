/** The author's panel belongs to `astro dev`: a build gets neither its plugin nor its script. */
import { expect, test } from 'vitest';
import { authoring } from './integration.ts';

/** What the integration asks of Astro under a command. */
function askedUnder(command: 'dev' | 'build' | 'preview' | 'sync'): string[] {
  const asked: string[] = [];
  const setup = authoring().hooks['astro:config:setup'];
  // Only what the hook uses of Astro's parameters.
  const parameters = {
    command,
    updateConfig: () => asked.push('plugin'),
    injectScript: (stage: string, code: string) => asked.push(`${stage}: ${/panel\/mount\.ts/.test(code)}`),
  };
  void setup?.(parameters as unknown as Parameters<NonNullable<typeof setup>>[0]);
  return asked;
}

test.each(['build', 'preview', 'sync'] as const)('nothing is added under "%s"', (command) => {
  expect(askedUnder(command)).toEqual([]);
});

test('lessons from their folders and the panel are added under "dev"', () => {
  expect(askedUnder('dev')).toEqual(['plugin', 'page: true']);
});
