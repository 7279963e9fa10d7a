import { expect, test } from 'vitest';
import { StartupError } from '../errors.ts';
import { readAccountSettings } from './account-settings.ts';

const SECRET = 'a'.repeat(32);
const OIDC = { OIDC_ISSUER: 'https://id.example.org/', OIDC_CLIENT_ID: 'glassbox', OIDC_CLIENT_SECRET: 'hunter2' };

test('nothing needs to be set to begin with', () => {
  expect(readAccountSettings({ AUTH_SECRET: '', OIDC_ISSUER: '' })).toEqual({
    authSecret: undefined,
    adminEmail: undefined,
    smtpUrl: undefined,
    mailFrom: 'Glassbox <glassbox@localhost>',
    mailOutbox: undefined,
    oidc: undefined,
    trustedProxies: 0,
    keepAnonymousDays: 400,
    keepAuditDays: 400,
  });
});

test('everything that is set is read', () => {
  const env = {
    PUBLIC_URL: 'https://course.example.org',
    DATABASE_URL: 'postgres://db/x',
    AUTH_SECRET: SECRET,
    ADMIN_EMAIL: 'Ada@Example.org',
    SMTP_URL: 'smtp://user:pass@mail.example.org:587',
    MAIL_FROM: 'Glassbox <course@example.org>',
    ...OIDC,
    OIDC_NAME: 'Our school',
    TRUSTED_PROXIES: '1',
    KEEP_ANONYMOUS_DAYS: '30',
    KEEP_AUDIT_DAYS: '0',
  };
  expect(readAccountSettings(env)).toEqual({
    authSecret: SECRET,
    adminEmail: 'ada@example.org',
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM,
    mailOutbox: undefined,
    oidc: { issuer: 'https://id.example.org', clientId: 'glassbox', clientSecret: 'hunter2', name: 'Our school' },
    trustedProxies: 1,
    keepAnonymousDays: 30,
    keepAuditDays: 0,
  });
});

test.each([
  ['AUTH_SECRET', { AUTH_SECRET: 'short' }],
  ['AUTH_SECRET', { DATABASE_URL: 'postgres://db/x' }],
  ['ADMIN_EMAIL', { ADMIN_EMAIL: 'ada' }],
  ['SMTP_URL', { SMTP_URL: 'http://mail.example.org', MAIL_FROM: 'a@b.org' }],
  ['MAIL_FROM', { SMTP_URL: 'smtp://mail.example.org' }],
  ['MAIL_FROM', { MAIL_FROM: 'Ada <ada@example.org>\r\nBcc: eve@example.org' }],
  ['MAIL_OUTBOX', { MAIL_OUTBOX: 'mail.jsonl', HOST: '0.0.0.0' }],
  ['MAIL_OUTBOX', { MAIL_OUTBOX: 'mail.jsonl', SMTP_URL: 'smtp://m.example.org', MAIL_FROM: 'a@b.org' }],
  ['OIDC_ISSUER', { OIDC_ISSUER: OIDC.OIDC_ISSUER }],
  ['OIDC_ISSUER', { ...OIDC, OIDC_ISSUER: 'http://id.example.org' }],
  ['PUBLIC_URL', { ...OIDC, HOST: '0.0.0.0' }],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: 'all' }],
  ['KEEP_ANONYMOUS_DAYS', { KEEP_ANONYMOUS_DAYS: '-1' }],
  ['KEEP_AUDIT_DAYS', { KEEP_AUDIT_DAYS: '1.5' }],
])('a wrong %s ends the start with one sentence: found, needed, what to do (%o)', (name, env) => {
  expect(() => readAccountSettings(env)).toThrow(StartupError);
  expect(() => readAccountSettings(env)).toThrow(new RegExp(`^${name}: .+; .+ needed; .+\\.$`));
});

test('no sentence shows a password', () => {
  const env = { SMTP_URL: 'smtp//user:hunter2@mail' };
  expect(() => readAccountSettings(env)).toThrow(/^(?!.*hunter2)/);
});
