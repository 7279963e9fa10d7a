/** Passkeys in the browser: between our API and the authenticator. */
import { startAuthentication, startRegistration, WebAuthnError } from '@simplewebauthn/browser';
import { api, CallFailed, call } from './account-api.ts';

type RequestOptions = Parameters<typeof startAuthentication>[0]['optionsJSON'];
type CreationOptions = Parameters<typeof startRegistration>[0]['optionsJSON'];
type Created = Parameters<typeof api.account.passkeys.$post>[0]['json']['credential'];

/** Asks for a passkey and signs in with it. Throws `CallFailed`. */
export async function signInByPasskey(): Promise<void> {
  const { options } = await call(api.account.passkey.request.$post({ json: {} }));
  // What the server's library made is what the browser's library reads: two halves of one project.
  const proof = await ask(() => startAuthentication({ optionsJSON: options as unknown as RequestOptions }));
  const { id, rawId, response } = proof;
  await call(
    api.account.passkey['sign-in'].$post({
      json: { id, rawId, type: 'public-key', clientExtensionResults: {}, response },
    }),
  );
}

/** Makes a passkey and adds it to the account. Throws `CallFailed`. */
export async function addPasskey(name: string): Promise<void> {
  const { options } = await call(api.account.passkeys.creation.$post({ json: {} }));
  const created = await ask(() => startRegistration({ optionsJSON: options as unknown as CreationOptions }));
  await call(api.account.passkeys.$post({ json: { name, credential: created as unknown as Created } }));
}

/** The browser tells little: the wrong address, or that it came to nothing (cancelled, timed out, no such key). */
async function ask<Answer>(prompt: () => Promise<Answer>): Promise<Answer> {
  try {
    return await prompt();
  } catch (error) {
    if (!(error instanceof WebAuthnError || error instanceof DOMException)) throw error;
    throw new CallFailed(error.name === 'SecurityError' ? 'passkey-address' : 'passkey-cancelled');
  }
}
