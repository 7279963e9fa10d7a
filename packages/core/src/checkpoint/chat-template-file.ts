/**
 * A chat template beside its tokenizer: in `tokenizer_config.json`, as the Jinja text that Hugging Face's software runs
 * and, because Jinja is a programming language that we only write, as plain data for ourselves.
 */
import { CHAT_ROLES, type ChatTemplate } from '../chat/chat-template.ts';
import type { Directory } from '../foundations/directory.ts';
import { CheckpointError } from '../foundations/errors.ts';
import { parseJson } from './json-file.ts';

const TOKENIZER_CONFIG_FILE = 'tokenizer_config.json';

/** Where our own form lies in the file; other software ignores it. */
const OWN_KEY = 'glassbox_chat_template';

/** Writes the template into a folder's `tokenizer_config.json`; other fields of the file stay. */
export async function saveChatTemplate(template: ChatTemplate, directory: Directory): Promise<void> {
  const fields = {
    tokenizer_class: 'PreTrainedTokenizerFast',
    ...(await readFields(directory)),
    chat_template: toJinja(template),
    [OWN_KEY]: template,
  };
  await directory.write(TOKENIZER_CONFIG_FILE, new TextEncoder().encode(`${JSON.stringify(fields, null, 2)}\n`));
}

/**
 * Returns the template that `saveChatTemplate` wrote, or undefined if there is none, or only one in Jinja.
 *
 * @throws CheckpointError if the file is not JSON, or our part of it is damaged
 */
export async function loadChatTemplate(directory: Directory): Promise<ChatTemplate | undefined> {
  const stored = (await readFields(directory))[OWN_KEY];
  if (stored === undefined || isTemplate(stored)) return stored;
  throw new CheckpointError(
    `${TOKENIZER_CONFIG_FILE}: ${OWN_KEY} is damaged; turns of ${CHAT_ROLES.join(', ')} and specialTokens were needed; ` +
      'save the template again.',
  );
}

/** Returns the template in Jinja, as transformers' `apply_chat_template` runs it; it gives what `renderChat` gives. */
export function toJinja({ turns }: ChatTemplate): string {
  const branches = CHAT_ROLES.map((role, i) => {
    const { before, after } = turns[role];
    const text = [quoted(before), "message['content']", quoted(after)].join(' + ');
    return `{% ${i === 0 ? 'if' : 'elif'} message['role'] == '${role}' %}{{ ${text} }}`;
  });
  const loop = `{% for message in messages %}${branches.join('')}{% endif %}{% endfor %}`;
  return `${loop}{% if add_generation_prompt %}{{ ${quoted(turns.assistant.before)} }}{% endif %}`;
}

/** A Jinja string. JSON's escapes are among Jinja's; a template engine's own marks cannot begin inside a string. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

async function readFields(directory: Directory): Promise<Record<string, unknown>> {
  const bytes = await directory.read(TOKENIZER_CONFIG_FILE);
  const json = bytes ? parseJson(bytes, TOKENIZER_CONFIG_FILE) : {};
  return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
}

function isTemplate(value: unknown): value is ChatTemplate {
  const { turns, specialTokens } = (value ?? {}) as Partial<ChatTemplate>;
  const isText = (text: unknown) => typeof text === 'string';
  return (
    Array.isArray(specialTokens) &&
    specialTokens.every(isText) &&
    CHAT_ROLES.every((role) => isText(turns?.[role]?.before) && isText(turns?.[role]?.after))
  );
}
