/**
 * better-auth, which proves who somebody is: by a code in a mail, a passkey or a provider. It knows nothing of learners;
 * `services/accounts` ties the two together. Only the calls that our routes make can be reached from outside.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { emailOTP, genericOAuth } from 'better-auth/plugins';
import type { Database } from '../db/database.ts';
import { authAccount, authPasskey, authSession, authUser, authVerification } from '../db/tables.ts';
import { codeMail, type MailLocale } from '../mail/code-mail.ts';
import type { SendMail } from '../mail/mail.ts';
import type { OidcSettings } from '../settings/account-settings.ts';
import type { Auth } from './auth.ts';
import { createIssuerCheck } from './check-issuer.ts';

export interface AuthOptions {
  db: Database;
  secret: string;
  /** `https://course.example.org`: cookies, passkeys and providers are bound to it. */
  publicUrl: string;
  sendMail: SendMail;
  oidc: OidcSettings | undefined;
  /** Gets a line when a mail could not be sent or a provider does not answer. */
  log: (line: string) => void;
}

const OIDC_PROVIDER = 'oidc';
/** So long ago a sign-in may be for what can't be taken back: deleting everything, adding a passkey. */
const FRESH_MINUTES = 15;
const CODE_MINUTES = 10;
const CODE_ATTEMPTS = 5;
/** As long as the learner's own cookie, which is the one that counts. */
const SESSION_DAYS = 400;
const NO_TOKENS = { accessToken: null, refreshToken: null, idToken: null };
const MINUTE = 60;
const DAY = 86_400;

/** A code on its way: its language, and what went wrong, which better-auth would keep to itself. */
const codeSending = new AsyncLocalStorage<{ locale: MailLocale; failure?: unknown }>();

export function createAuth(options: AuthOptions): Auth {
  const { api, handler } = configure(options);
  const { oidc, log } = options;
  const isIssuer = oidc === undefined ? undefined : createIssuerCheck({ issuer: oidc.issuer, log });
  return {
    provider: oidc?.name,
    async sendCode(email, locale) {
      const sending: { locale: MailLocale; failure?: unknown } = { locale };
      await codeSending.run(sending, () => api.sendVerificationOTP({ body: { email, type: 'sign-in' } }));
      if (sending.failure !== undefined) throw sending.failure;
    },
    signInByCode: (email, otp, headers) => api.signInEmailOTP({ body: { email, otp }, headers, asResponse: true }),
    passkeyRequest: (headers) => api.generatePasskeyAuthenticationOptions({ headers, asResponse: true }),
    signInByPasskey: (proof, headers) =>
      api.verifyPasskeyAuthentication({ body: { response: proof }, headers, asResponse: true }),
    passkeyCreation: (headers) => api.generatePasskeyRegistrationOptions({ headers, asResponse: true }),
    addPasskey: (created, name, headers) =>
      api.verifyPasskeyRegistration({ body: { response: created, name }, headers, asResponse: true }),
    async beginProvider(returnTo, headers) {
      if (!(await isIssuer?.())) return new Response(null, { status: 502 });
      return api.signInSocial({
        body: { provider: OIDC_PROVIDER, callbackURL: returnTo, errorCallbackURL: returnTo, disableRedirect: true },
        headers,
        asResponse: true,
      });
    },
    finishProvider: (request) => handler(request),
    async findSession(cookie) {
      const found = await api.getSession({ headers: new Headers({ cookie }) });
      return found === null ? undefined : { sessionId: found.session.id, userId: found.user.id };
    },
    signOut: (headers) => api.signOut({ headers, asResponse: true }),
  };
}

function configure({ db, secret, publicUrl, sendMail, oidc, log }: AuthOptions) {
  return betterAuth({
    appName: 'Glassbox',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database: drizzleAdapter(db, {
      provider: 'pg',
      // PGlite has one connection: a transaction of the adapter's own would wait for itself.
      transaction: false,
      schema: {
        user: authUser,
        session: authSession,
        account: authAccount,
        verification: authVerification,
        passkey: authPasskey,
      },
    }),
    emailAndPassword: { enabled: false },
    session: {
      expiresIn: SESSION_DAYS * DAY,
      disableSessionRefresh: true,
      freshAge: FRESH_MINUTES * MINUTE,
      cookieCache: { enabled: false },
    },
    account: {
      // A provider may sign in an existing account only when it vouches for the address.
      accountLinking: { enabled: true, trustedProviders: [], allowDifferentEmails: false },
    },
    advanced: {
      cookiePrefix: 'glassbox',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      database: { generateId: () => randomUUID() },
      // Addresses are counted by our own limits, as hashes, and kept nowhere.
      ipAddress: { disableIpTracking: true },
    },
    // The provider has said who it is; what its tokens could do beyond that is none of our business, so none is kept.
    databaseHooks: {
      account: {
        create: { before: async (account) => ({ data: { ...account, ...NO_TOKENS } }) },
        update: { before: async (account) => ({ data: { ...account, ...NO_TOKENS } }) },
      },
    },
    // Our routes count tries themselves, over all replicas.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => log(`accounts: ${message}`) },
    onAPIError: { errorURL: '/account' },
    plugins: [
      emailOTP({
        expiresIn: CODE_MINUTES * MINUTE,
        allowedAttempts: CODE_ATTEMPTS,
        storeOTP: 'hashed',
        sendVerificationOTP: async ({ email, otp }) => {
          const sending = codeSending.getStore();
          const mail = codeMail(email, otp, CODE_MINUTES, sending?.locale ?? 'zh');
          await sendMail(mail).catch((error: unknown) => {
            if (sending) sending.failure = error;
          });
        },
      }),
      passkey({ rpID: new URL(publicUrl).hostname, rpName: 'Glassbox', origin: publicUrl }),
      genericOAuth({ config: oidc === undefined ? [] : [providerOf(oidc)] }),
    ],
  });
}

function providerOf({ issuer, clientId, clientSecret, name }: OidcSettings) {
  return {
    providerId: OIDC_PROVIDER,
    name,
    discoveryUrl: `${issuer}/.well-known/openid-configuration`,
    requireIdTokenVerification: true,
    clientId,
    clientSecret,
    scopes: ['openid', 'email', 'profile'],
    pkce: true,
    disableProviderLogout: true,
    // A picture would be fetched from the provider by every page that shows it: we keep none.
    mapProfileToUser: () => ({ image: undefined }),
  };
}
