/** Mail out of this server: by SMTP, into a file, or, where neither is set, onto the console. */
import { appendFile } from 'node:fs/promises';
import { createTransport } from 'nodemailer';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Resolves when the mail is on its way; rejects when it isn't. */
export type SendMail = (mail: Mail) => Promise<void>;

export interface MailOptions {
  smtpUrl: string | undefined;
  mailFrom: string;
  /** One line of JSON per mail is added to this file, which only its owner may read. */
  mailOutbox: string | undefined;
  log: (line: string) => void;
  /** False where the log is collected: a mail, with its address and its code, must not be in it. */
  prints?: boolean;
}

const TIMEOUT_MS = 15_000;
const OWNER_ONLY = 0o600;

/** Returns the way mail goes, and a line that says so at start. */
export function createMail({ smtpUrl, mailFrom, mailOutbox, log, prints = true }: MailOptions): {
  send: SendMail;
  description: string;
} {
  if (smtpUrl !== undefined) {
    return { send: bySmtp(smtpUrl, mailFrom), description: `mail: by ${new URL(smtpUrl).host}, from ${mailFrom}` };
  }
  if (mailOutbox !== undefined) {
    return {
      send: async (mail) => appendFile(mailOutbox, `${JSON.stringify(mail)}\n`, { mode: OWNER_ONLY }),
      description: `mail: into the file ${mailOutbox} (MAIL_OUTBOX)`,
    };
  }
  if (!prints) {
    return {
      send: async () => {
        throw new Error('SMTP_URL is not set, and with LOG_FORMAT=json mails are not printed');
      },
      description: 'mail: NOT SENT, nobody can sign in by code; set SMTP_URL',
    };
  }
  return {
    send: async ({ to, subject, text }) => log(`--- mail to ${to}: ${subject}\n${text}\n---`),
    description: 'mail: NOT SENT but printed here, sign-in codes too; set SMTP_URL to send it',
  };
}

function bySmtp(smtpUrl: string, from: string): SendMail {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A mail never fetches files or addresses that found their way into its text.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async (mail) => {
    await transport.sendMail({ from, ...mail }).catch((error: unknown) => {
      throw new Error(`the mail server did not take it (${reasonOf(error)})`);
    });
  };
}

/** Codes and numbers alone: the server's own words hold the address, and the error itself goes into a log. */
function reasonOf(error: unknown): string {
  const { code, command, responseCode } = error as { code?: string; command?: string; responseCode?: number };
  return [code, command, responseCode].filter((part) => part !== undefined).join(' ') || 'no reason given';
}
