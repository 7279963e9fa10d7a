import { describe, expect, it } from 'vitest';
import { readAskSettings } from './ask-settings.ts';

describe('the settings of "Ask the course"', () => {
  it('are an index in memory and quotes when nothing is said', () => {
    expect(readAskSettings({})).toEqual({ index: 'memory' });
    expect(readAskSettings({ ASK_INDEX: '', ASK_MODEL_URL: '' })).toEqual({ index: 'memory' });
  });

  it('name an endpoint with its model, key and patience', () => {
    const env = { ASK_INDEX: 'database', ASK_MODEL_URL: 'http://localhost:11434/v1', ASK_MODEL: 'qwen3:4b' };
    expect(readAskSettings({ ...env, ASK_MODEL_KEY: 'sk-1', ASK_MODEL_TIMEOUT_SECONDS: '5' })).toEqual({
      index: 'database',
      model: { baseUrl: 'http://localhost:11434/v1', model: 'qwen3:4b', apiKey: 'sk-1', timeoutMs: 5000 },
    });
  });

  it.each([
    [{ ASK_INDEX: 'disk' }, 'ASK_INDEX: "disk"'],
    [{ ASK_MODEL_URL: 'localhost:11434', ASK_MODEL: 'm' }, 'ASK_MODEL_URL:'],
    [{ ASK_MODEL_URL: 'file:///etc/passwd', ASK_MODEL: 'm' }, 'ASK_MODEL_URL:'],
    [{ ASK_MODEL_URL: 'https://user:secret@host/v1', ASK_MODEL: 'm' }, 'ASK_MODEL_URL:'],
    [{ ASK_MODEL_URL: 'https://host/v1' }, 'ASK_MODEL: nothing'],
    [{ ASK_MODEL_URL: 'https://host/v1', ASK_MODEL: 'm', ASK_MODEL_TIMEOUT_SECONDS: '0' }, 'TIMEOUT_SECONDS: "0"'],
    [{ ASK_MODEL_KEY: 'sk-secret' }, 'ASK_MODEL_KEY: it was found without ASK_MODEL_URL'],
  ])('refuse %j with a sentence that shows no secret', (env, message) => {
    expect(() => readAskSettings(env)).toThrow(message);
    try {
      readAskSettings(env);
    } catch (error) {
      expect(String(error)).not.toContain('secret');
    }
  });
});
