import { Template } from '@huggingface/jinja';
import { describe, expect, it } from 'vitest';
import { CHINESE_CHAT, type ChatMessage, ENGLISH_CHAT, renderChat, SPECIAL_CHAT } from '../chat/chat-template.ts';
import { memoryDirectory } from '../foundations/directory.ts';
import { loadChatTemplate, saveChatTemplate, toJinja } from './chat-template-file.ts';

const messages: ChatMessage[] = [
  { role: 'system', content: 'Be "brief" {{ now }}' },
  { role: 'user', content: "谁写的？ it's" },
  { role: 'assistant', content: '李白 \\ {% if %}' },
];
const awkward = {
  ...SPECIAL_CHAT,
  turns: { ...SPECIAL_CHAT.turns, user: { before: '"\'\\\t{{ ', after: ' }}\n' } },
};

describe('toJinja', () => {
  it.each([
    ['special tokens', SPECIAL_CHAT],
    ['Chinese', CHINESE_CHAT],
    ['English', ENGLISH_CHAT],
    ['awkward marks', awkward],
  ])('gives a text that Hugging Face runs to what renderChat gives: %s', (_, template) => {
    for (const addGenerationPrompt of [false, true]) {
      const found = new Template(toJinja(template)).render({ messages, add_generation_prompt: addGenerationPrompt });
      expect(found).toBe(renderChat(template, messages, { addGenerationPrompt }));
    }
  });
});

describe('saveChatTemplate', () => {
  it('writes what loadChatTemplate reads, and leaves other fields as they are', async () => {
    const directory = memoryDirectory();
    const write = (text: string) => directory.write('tokenizer_config.json', new TextEncoder().encode(text));
    expect(await loadChatTemplate(directory)).toBeUndefined();
    await write('{"model_max_length": 64, "chat_template": "{{ old }}"}');
    expect(await loadChatTemplate(directory)).toBeUndefined();
    await saveChatTemplate(CHINESE_CHAT, directory);
    expect(await loadChatTemplate(directory)).toEqual(CHINESE_CHAT);
    const fields = JSON.parse(new TextDecoder().decode(await directory.read('tokenizer_config.json')));
    expect(fields).toMatchObject({ model_max_length: 64, chat_template: toJinja(CHINESE_CHAT) });
  });

  it.each([
    ['no JSON', '{', /tokenizer_config\.json/],
    [
      'a damaged template',
      '{"glassbox_chat_template": {"turns": {}, "specialTokens": []}}',
      /glassbox_chat_template is/,
    ],
  ])('refuses a file with %s', async (_, text, words) => {
    const directory = memoryDirectory();
    await directory.write('tokenizer_config.json', new TextEncoder().encode(text));
    await expect(loadChatTemplate(directory)).rejects.toThrow(words);
  });
});
