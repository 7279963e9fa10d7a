/** Settings of accounts, mail, providers and retention. The table of all of them is in `docs/accounts.md`. */
import { StartupError } from '../errors.ts';

/** A provider of identities that speaks OpenID Connect. */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** On the button. */
  name: string;
}

export interface AccountSettings {
  /** Signs cookies; absent: made once and kept in the data folder. */
  authSecret: string | undefined;
  /** Whoever signs in with this address becomes an administrator. */
  adminEmail: string | undefined;
  smtpUrl: string | undefined;
  mailFrom: string;
  /** A file that gets every mail instead, for development and tests. */
  mailOutbox: string | undefined;
  oidc: OidcSettings | undefined;
  /** How many proxies stand before the server; each adds one address to X-Forwarded-For. */
  trustedProxies: number;
  /** After so many days without a visit an anonymous learner is deleted; 0 keeps them. */
  keepAnonymousDays: number;
  /** So long audit rows are kept; 0 keeps them. */
  keepAuditDays: number;
}

const SECRET_LENGTH = 32;
const MAX_DAYS = 36_500;
const MAX_PROXIES = 10;
/** Browsers keep no cookie longer, so nobody could come back after that. */
const DEFAULT_DAYS = '400';
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const LOOPBACK = /^(localhost|127\.0\.0\.1|::1)$/;

/** Returns the settings with their defaults. Throws `StartupError`. */
export function readAccountSettings(env: NodeJS.ProcessEnv): AccountSettings {
  return {
    authSecret: readSecret(env.AUTH_SECRET || undefined, env.DATABASE_URL || undefined),
    adminEmail: readEmail('ADMIN_EMAIL', env.ADMIN_EMAIL || undefined)?.toLowerCase(),
    smtpUrl: readSmtpUrl(env.SMTP_URL || undefined),
    mailFrom: readSender(env.MAIL_FROM || undefined, env.SMTP_URL || undefined),
    mailOutbox: readOutbox(env),
    oidc: readOidc(env),
    trustedProxies: readNumber('TRUSTED_PROXIES', env.TRUSTED_PROXIES || '0', MAX_PROXIES),
    keepAnonymousDays: readNumber('KEEP_ANONYMOUS_DAYS', env.KEEP_ANONYMOUS_DAYS || DEFAULT_DAYS, MAX_DAYS),
    keepAuditDays: readNumber('KEEP_AUDIT_DAYS', env.KEEP_AUDIT_DAYS || DEFAULT_DAYS, MAX_DAYS),
  };
}

function refuse(name: string, found: string, needed: string, todo: string): never {
  throw new StartupError(
    `${name.toLowerCase().replaceAll('_', '-')}-invalid`,
    `${name}: ${found}; ${needed} was needed; ${todo}.`,
  );
}

function readSecret(text: string | undefined, databaseUrl: string | undefined): string | undefined {
  if (text === undefined && databaseUrl === undefined) return undefined;
  if (text !== undefined && text.length >= SECRET_LENGTH) return text;
  const found = text === undefined ? 'absent, while DATABASE_URL is set' : `${text.length} characters long`;
  return refuse(
    'AUTH_SECRET',
    found,
    `a random text of at least ${SECRET_LENGTH} characters, the same for every replica,`,
    'set it to what "openssl rand -base64 32" prints',
  );
}

function readEmail(name: string, text: string | undefined): string | undefined {
  if (text === undefined || EMAIL.test(text)) return text;
  return refuse(
    name,
    `${JSON.stringify(text)} is not an e-mail address`,
    'one such as ada@example.org',
    `correct ${name}`,
  );
}

function readSmtpUrl(text: string | undefined): string | undefined {
  if (text === undefined || (/^smtps?:$/.test(protocolOf(text)) && new URL(text).hostname !== '')) return text;
  // The address may hold a password: it is not shown.
  return refuse(
    'SMTP_URL',
    'this is not the address of a mail server',
    'smtp://user:password@host:587 or smtps://…:465',
    'correct it, or leave it out to have mails printed here',
  );
}

function protocolOf(text: string): string {
  return URL.canParse(text) ? new URL(text).protocol : '';
}

function readSender(text: string | undefined, smtpUrl: string | undefined): string {
  if (text !== undefined && (EMAIL.test(text) || /^[^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>$/.test(text))) return text;
  if (text === undefined && smtpUrl === undefined) return 'Glassbox <glassbox@localhost>';
  return refuse(
    'MAIL_FROM',
    text === undefined ? 'absent, while SMTP_URL is set' : `${JSON.stringify(text)} is not a sender`,
    'ada@example.org or Glassbox <course@example.org>',
    'set it to an address your mail server may send from',
  );
}

/** Codes in a file are for one's own machine: with the file open to others, or the server, anyone could sign in. */
function readOutbox(env: NodeJS.ProcessEnv): string | undefined {
  const file = env.MAIL_OUTBOX || undefined;
  if (file === undefined) return undefined;
  const todo = 'remove MAIL_OUTBOX, which is for development and tests';
  if (env.SMTP_URL) return refuse('MAIL_OUTBOX', 'set beside SMTP_URL', 'one of the two', todo);
  if (!LOOPBACK.test(env.HOST || 'localhost')) {
    return refuse(
      'MAIL_OUTBOX',
      `set while HOST is ${JSON.stringify(env.HOST)}`,
      'a server that only this machine reaches',
      todo,
    );
  }
  return file;
}

function readOidc(env: NodeJS.ProcessEnv): OidcSettings | undefined {
  const issuer = env.OIDC_ISSUER || undefined;
  const clientId = env.OIDC_CLIENT_ID || undefined;
  const clientSecret = env.OIDC_CLIENT_SECRET || undefined;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return undefined;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    const names = Object.entries({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret });
    const absent = names.filter(([, value]) => value === undefined).map(([name]) => name);
    return refuse(
      'OIDC_ISSUER',
      `${absent.join(' and ')} absent`,
      'all three of them',
      'set them or remove the others',
    );
  }
  const isSecure =
    protocolOf(issuer) === 'https:' || LOOPBACK.test(URL.canParse(issuer) ? new URL(issuer).hostname : '');
  if (!isSecure) {
    return refuse(
      'OIDC_ISSUER',
      `${JSON.stringify(issuer)} is not an https address`,
      'the issuer of your provider',
      'correct it',
    );
  }
  if (!env.PUBLIC_URL && !LOOPBACK.test(env.HOST || 'localhost')) {
    return refuse('PUBLIC_URL', 'absent, while OIDC_ISSUER is set', 'the address learners come back to', 'set it');
  }
  return { issuer: issuer.replace(/\/$/, ''), clientId, clientSecret, name: env.OIDC_NAME || new URL(issuer).hostname };
}

function readNumber(name: string, text: string, max: number): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (number <= max) return number;
  return refuse(name, JSON.stringify(text), `a whole number from 0 to ${max}`, `correct ${name} or leave it out`);
}
