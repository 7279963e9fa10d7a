import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHINESE_CHAT, ENGLISH_CHAT, renderChat } from '../chat/chat-template.ts';
import {
  ASKING_BACK,
  answerText,
  CAUTION,
  END_OF_ANSWER,
  goodAnswer,
  noteOfPassages,
  promptText,
  REFUSALS,
} from './answers.ts';
import { judge } from './judge.ts';
import { questions, type WorldQuestion } from './questions.ts';
import { createWorld } from './world.ts';

const world = createWorld({ seed: 1, people: 20, shops: 6, strangers: 4 });
const range = ['医生', '木匠', '船长'];
const job = { kind: 'single', answers: ['医生'], range } as const;
const rangeEn = ['doctor', 'carpenter', 'cook', 'captain'];
const jobEn = { kind: 'single', answers: ['doctor'], range: rangeEn } as const;
const namesake = { kind: 'ambiguous', answers: ['医生', '船长'], range } as const;
const nobody = { kind: 'unanswerable', answers: [], range } as const;

describe('judge', () => {
  it.each([
    ['医生', 'right'],
    ['医生。', 'right'],
    ['赵安北是一位医生！', 'right'],
    ['不，是医生', 'right'],
    ['不是木匠，是医生。', 'right'],
    ['木匠', 'wrong'],
    ['不是医生', 'wrong'],
    ['医生或者木匠', 'wrong'],
    ['', 'wrong'],
    ['今天天气好', 'wrong'],
    ['我不知道。', 'refused'],
    ['抱歉，资料里没有提到。', 'refused'],
    ['知识库里没有找到答案。', 'refused'],
    ['我不确定，也许是医生', 'refused'],
    ['请问你说的是哪一位？', 'refused'],
  ])('calls %j %s', (text, verdict) => {
    expect(judge(job, text)).toBe(verdict);
  });

  it.each([
    ['Doctor.', 'right'],
    ['ＤＯＣＴＯＲ', 'right'],
    ['She is a doctor', 'right'],
    ['doctors', 'right'],
    ['A cookbook doctor', 'right'],
    ['not a doctor', 'wrong'],
    ["isn't a doctor", 'wrong'],
    ['doctor or cook', 'wrong'],
    ['doctorate', 'wrong'],
    ["I don't know.", 'refused'],
    ['I don’t know, perhaps a doctor', 'refused'],
    ['Sorry, that is not mentioned.', 'refused'],
    ['I could not find an answer.', 'refused'],
    ['Which one do you mean?', 'refused'],
  ])('calls %j %s', (text, verdict) => {
    expect(judge(jobEn, text)).toBe(verdict);
  });

  it('takes for right, when a name fits two: asking back, or both answers', () => {
    expect(judge(namesake, '你说的是哪一位？')).toBe('right');
    expect(judge(namesake, '一位是医生，一位是船长。')).toBe('right');
    expect(judge(namesake, '我不知道。')).toBe('refused');
    expect(judge(namesake, '医生。')).toBe('wrong');
    expect(judge(namesake, '医生、船长和木匠。')).toBe('wrong');
  });

  it('finds nothing right where nothing is true', () => {
    expect(judge(nobody, '医生。')).toBe('wrong');
    expect(judge(nobody, '')).toBe('wrong');
    expect(judge(nobody, '我不知道。')).toBe('refused');
  });

  it('agrees with the truth on every question of a world, in both languages', () => {
    for (const language of ['zh', 'en'] as const) {
      const all = questions(world, language);
      expect(all.length).toBeGreaterThan(500);
      for (const question of all) {
        expect(judge(question, REFUSALS[language])).toBe('refused');
        expect(judge(question, ASKING_BACK[language])).toBe(question.kind === 'ambiguous' ? 'right' : 'refused');
        const truth = question.answers.map((answer) => answerText(answer, language)).join(' ');
        expect(judge(question, truth)).toBe(question.answers.length > 0 ? 'right' : 'wrong');
        for (const other of question.range.filter((value) => !question.answers.includes(value))) {
          expect(judge(question, answerText(other, language))).toBe('wrong');
        }
      }
    }
  });

  it('never calls what lacks every answer right, nor throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        if (!text.normalize('NFKC').includes('医生')) expect(judge(job, text)).not.toBe('right');
      }),
      { seed: 1 },
    );
  });
});

describe('promptText and goodAnswer', () => {
  it.each([['zh', CHINESE_CHAT] as const, ['en', ENGLISH_CHAT] as const])(
    'write %s as the chat template does',
    (language, template) => {
      const messages = [
        { role: 'system', content: CAUTION[language] },
        { role: 'user', content: 'X' },
      ] as const;
      expect(promptText('X', language, CAUTION[language])).toBe(
        renderChat(template, messages, { addGenerationPrompt: true }),
      );
      expect(template.turns.assistant.after).toBe(END_OF_ANSWER);
    },
  );

  const find = (kind: WorldQuestion['kind'], known: boolean) => {
    const found = questions(world, 'zh').find((question) => question.kind === kind && question.known === known);
    if (!found) throw new Error(`no ${kind} question`);
    return found;
  };

  it('frame a question, with passages before it if there are any', () => {
    expect(promptText('谁？', 'zh')).toBe('问：谁？\n答：');
    const note = noteOfPassages(['It is Ada.', 'It was Ben.'], 'en');
    expect(promptText('Who?', 'en', note)).toBe('Note: It is Ada. It was Ben.\nQ: Who?\nA: ');
    expect(noteOfPassages(['一。', '二。'], 'zh')).toBe('一。二。');
  });

  it('tell the truth when it is known, else what to say instead', () => {
    const known = find('single', true);
    expect(goodAnswer(known)).toBe(`${known.answers[0]}。`);
    expect(goodAnswer(find('single', false))).toBe('我不知道。');
    expect(goodAnswer(find('ambiguous', true))).toBe('你说的是哪一位？');
    expect(goodAnswer(find('unanswerable', false))).toBe('我不知道。');
  });
});
