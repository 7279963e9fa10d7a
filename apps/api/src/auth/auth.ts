/**
 * What this server asks of better-auth. Nothing else of it can be reached: each call is made by a route of ours, with its
 * own schema and limits. A `Response` brings the cookies to pass on, and a status below 400 when it worked.
 */
import type { MailLocale } from '../mail/code-mail.ts';

/** A sign-in that holds: who it was, and under which row of `auth_session`. */
export interface AuthSession {
  sessionId: string;
  userId: string;
}

/** What an authenticator answered to a request, as `PublicKeyCredential.toJSON()` gives it. */
interface PasskeyProof {
  id: string;
  rawId: string;
  type: 'public-key';
  clientExtensionResults: Record<string, unknown>;
  response: { clientDataJSON: string; authenticatorData: string; signature: string; userHandle?: string };
}

export interface Auth {
  /** The provider's name for the button, if one is set up. */
  provider: string | undefined;
  /** Mails a new code, to known and unknown addresses alike. Rejects when the mail can't be sent. */
  sendCode(email: string, locale: MailLocale): Promise<void>;
  signInByCode(email: string, code: string, headers: Headers): Promise<Response>;
  /** What the browser needs to ask its authenticator for a passkey; the challenge is tied to a cookie. */
  passkeyRequest(headers: Headers): Promise<Response>;
  signInByPasskey(proof: PasskeyProof, headers: Headers): Promise<Response>;
  /** What the browser needs to make a passkey for who is signed in. */
  passkeyCreation(headers: Headers): Promise<Response>;
  addPasskey(created: Record<string, unknown>, name: string, headers: Headers): Promise<Response>;
  /** Answers with the provider's address to go to. */
  beginProvider(returnTo: string, headers: Headers): Promise<Response>;
  /** The provider sent the browser back. */
  finishProvider(request: Request): Promise<Response>;
  /** Returns the sign-in that these cookies stand for. */
  findSession(cookie: string): Promise<AuthSession | undefined>;
  signOut(headers: Headers): Promise<Response>;
}
