import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codeMail } from './code-mail.ts';
import { createMail } from './mail.ts';

const none = { smtpUrl: undefined, mailOutbox: undefined, mailFrom: 'Glassbox <course@example.org>' };

test('without a mail server mails are printed, and the start says so', async () => {
  const lines: string[] = [];
  const { send, description } = createMail({ ...none, log: (line) => lines.push(line) });
  await send(codeMail('ada@example.org', '123456', 10, 'zh'));
  expect(description).toContain('NOT SENT');
  expect(lines.join()).toContain('123456');
});

test('the outbox is a file for its owner alone, one line per mail', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'glassbox-mail-'));
  const mailOutbox = join(folder, 'mail.jsonl');
  const { send } = createMail({ ...none, mailOutbox, log: () => undefined });
  await send(codeMail('ada@example.org', '123456', 10, 'en'));
  await send(codeMail('eve@example.org', '654321', 10, 'zh'));
  const mails = readFileSync(mailOutbox, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(mails.map(({ to }) => to)).toEqual(['ada@example.org', 'eve@example.org']);
  expect(statSync(mailOutbox).mode & 0o077).toBe(0);
  rmSync(folder, { recursive: true });
});

test('a mail server gets the mail, from the sender that was set', async () => {
  const said: string[] = [];
  const server = createServer((socket) => {
    let inData = false;
    socket.write('220 ready\r\n');
    socket.on('data', (chunk) => {
      said.push(String(chunk));
      const text = String(chunk);
      if (inData && !text.endsWith('\r\n.\r\n')) return;
      if (inData || !/^DATA/i.test(text)) socket.write(/^QUIT/i.test(text) ? '221 bye\r\n' : '250 ok\r\n');
      else socket.write('354 go on\r\n');
      inData = /^DATA/i.test(text);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const smtpUrl = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { send, description } = createMail({ ...none, smtpUrl, log: () => undefined });
  await send(codeMail('ada@example.org', '123456', 10, 'en'));
  expect(said.join('')).toMatch(/MAIL FROM:<course@example.org>[\s\S]*RCPT TO:<ada@example.org>[\s\S]*123456/);
  expect(description).not.toContain('NOT SENT');
  server.close();
});

test('a mail server that refuses fails the sending, so that the learner hears of it', async () => {
  const { send } = createMail({ ...none, smtpUrl: 'smtp://127.0.0.1:1', log: () => undefined });
  await expect(send(codeMail('ada@example.org', '123456', 10, 'en'))).rejects.toThrow();
});

test('where the log is collected, a mail without a way out is refused and not logged', async () => {
  const logged: string[] = [];
  const options = { smtpUrl: undefined, mailFrom: 'a@b.org', mailOutbox: undefined, prints: false };
  const { send, description } = createMail({ ...options, log: (line) => logged.push(line) });
  await expect(send({ to: 'ada@example.org', subject: 'Code', text: '123456' })).rejects.toThrow('SMTP_URL is not set');
  expect(description).toContain('NOT SENT');
  expect(logged).toEqual([]);
});
