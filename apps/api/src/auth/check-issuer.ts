/**
 * The provider's own document must name the issuer that the operator set (OpenID Connect Discovery 1.0, section 4.3): one that names
 * another would have ID tokens of somebody else accepted. better-auth reads the document and takes its word.
 */
import { z } from 'zod';

const documentSchema = z.object({ issuer: z.string() });
const ANSWER_MS = 10_000;

export interface IssuerCheckOptions {
  /** Without a slash at its end. */
  issuer: string;
  /** Gets a line when the document names another. */
  log: (line: string) => void;
}

/** Returns a check that resolves to true once the document was read and named the issuer; it is read until then, and not again. */
export function createIssuerCheck({ issuer, log }: IssuerCheckOptions): () => Promise<boolean> {
  let known = false;
  return async () => {
    known ||= await readsRight();
    return known;
  };

  async function readsRight(): Promise<boolean> {
    try {
      const signal = AbortSignal.timeout(ANSWER_MS);
      const response = await fetch(`${issuer}/.well-known/openid-configuration`, { redirect: 'error', signal });
      const { issuer: found } = documentSchema.parse(await response.json());
      if (found.replace(/\/$/, '') === issuer) return true;
      log(
        `accounts: the provider's document names the issuer ${JSON.stringify(found)}; ${issuer} was needed; correct OIDC_ISSUER.`,
      );
    } catch (error) {
      log(`accounts: the provider's document could not be read (${error instanceof Error ? error.name : 'unknown'}).`);
    }
    return false;
  }
}
