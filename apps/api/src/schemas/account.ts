/** Accounts: who is signed in, how, on which devices. */
import { z } from '@hono/zod-openapi';
import { ROLES } from '../roles.ts';

const MAX_EMAIL = 254;
const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(MAX_EMAIL)
  .pipe(z.email())
  .openapi({ type: 'string', format: 'email', example: 'ada@example.org' });

export const codeRequestSchema = z
  .object({ email, locale: z.enum(['zh', 'en']).openapi({ description: 'The language of the mail.' }) })
  .openapi('CodeRequest');

export const codeSignInSchema = z
  .object({
    email,
    code: z
      .string()
      .transform((text) => text.normalize('NFKC').replace(/[\s-]/g, ''))
      .pipe(z.string().regex(/^\d{6}$/, 'the six digits of the mail'))
      .openapi({ type: 'string', example: '123456' }),
  })
  .openapi('CodeSignIn');

const count = z.int().min(0);

export const accountSchema = z
  .object({
    account: z
      .object({
        email: z.string(),
        role: z.enum(ROLES),
        isFresh: z.boolean().openapi({
          description: 'Signed in so recently that deleting everything or adding a passkey needs no new sign-in.',
        }),
        passkeys: z.array(
          z.object({ id: z.string(), name: z.string().nullable(), createdAt: z.iso.datetime().nullable() }),
        ),
      })
      .nullable()
      .openapi({ description: 'Null for an anonymous learner.' }),
    methods: z
      .object({ provider: z.string().nullable() })
      .openapi({ description: 'Ways to sign in besides code and passkey: the name of the provider that is set up.' }),
    work: z
      .object({ answers: count, activities: count })
      .openapi({ description: 'What this learner has done so far; it moves into the account when signing in.' }),
  })
  .openapi('Account');

/** `PublicKeyCredential.toJSON()` of an assertion. */
export const passkeyProofSchema = z
  .object({
    id: z.string().min(1),
    rawId: z.string().min(1),
    type: z.literal('public-key'),
    clientExtensionResults: z.record(z.string(), z.json()).default({}).openapi({ type: 'object' }),
    response: z.object({
      clientDataJSON: z.string(),
      authenticatorData: z.string(),
      signature: z.string(),
      userHandle: z
        .string()
        .nullish()
        .transform((handle) => handle ?? undefined),
    }),
  })
  .openapi('PasskeyProof');

export const passkeyCreatedSchema = z
  .object({
    name: z.string().trim().min(1).max(60),
    credential: z.record(z.string(), z.json()).openapi({ type: 'object' }),
  })
  .openapi('PasskeyCreated');

/** Options for `navigator.credentials`, as `PublicKeyCredential.parse…OptionsFromJSON` takes them. */
export const passkeyOptionsSchema = z
  .object({ options: z.record(z.string(), z.json()).openapi({ type: 'object' }) })
  .openapi('PasskeyOptions');

export const returnToSchema = z
  .object({ locale: z.enum(['zh', 'en']) })
  .openapi('ReturnTo', { description: 'The language of the account page to come back to.' });

export const devicesSchema = z
  .object({
    devices: z.array(
      z.object({
        id: z.uuid(),
        userAgent: z.string().nullable(),
        signedInAt: z.iso.datetime(),
        lastSeenAt: z.iso.datetime(),
        isThis: z.boolean(),
      }),
    ),
  })
  .openapi('Devices');

export const endedSchema = z.object({ ended: count }).openapi('Ended');

export type AccountView = z.infer<typeof accountSchema>;
export type DevicesView = z.infer<typeof devicesSchema>;
