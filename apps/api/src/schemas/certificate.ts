/** Certificates: what one needs for it, what was issued, and what verifying found. */
import { z } from '@hono/zod-openapi';

const MAX_NAME = 80;
const count = z.int().min(0);
const share = z.number().min(0).max(1);

export const certificateRequestSchema = z
  .object({
    name: z
      .string()
      .trim()
      .min(1)
      .max(MAX_NAME)
      .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u, 'a name without control characters')
      .openapi({ description: 'As it is to be printed. Anyone who has the address of the certificate can read it.' }),
    language: z.enum(['zh', 'en']).openapi({ description: 'The language of the certificate.' }),
  })
  .openapi('CertificateRequest');

const ownCertificateSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    language: z.enum(['zh', 'en']),
    issuedAt: z.iso.datetime(),
  })
  .openapi('OwnCertificate');

export const certificateIssuedSchema = ownCertificateSchema;

export const ownCertificatesSchema = z
  .object({
    rule: z.object({
      lessonsDone: count,
      lessonsTotal: count,
      score: z.number().min(0),
      maxScore: z.number().min(0),
      shareNeeded: share.openapi({ description: 'Setting CERTIFICATE_SHARE.' }),
      fulfilled: z.boolean(),
    }),
    certificates: z.array(ownCertificateSchema),
  })
  .openapi('OwnCertificates');

const checkSchema = z
  .object({
    check: z.enum(['register', 'signature', 'claims', 'time', 'print']),
    passed: z.boolean(),
  })
  .openapi('CertificateCheck', {
    description:
      'register: the number was issued here and is not revoked; signature: RS256 by a key of this site; claims: the claims of the token equal the credential; time: valid by now; print: name, number and date shown are the signed ones.',
  });

export const verificationSchema = z
  .object({
    id: z.uuid(),
    state: z.enum(['valid', 'revoked', 'invalid']),
    issuedAt: z.iso.datetime(),
    checkedAt: z.iso.datetime(),
    checks: z.array(checkSchema).openapi({ description: 'Exactly what was checked just now, and nothing else.' }),
    certificate: z
      .object({
        name: z.string(),
        language: z.enum(['zh', 'en']),
        title: z.string(),
        criteria: z.string(),
        issuer: z.string(),
        lessons: count,
        share,
        address: z.url(),
      })
      .nullable()
      .openapi({ description: 'What was signed; null when it is revoked or the signature does not hold.' }),
  })
  .openapi('CertificateVerification');

export const revocationSchema = z.object({ revoked: z.literal(true) }).openapi('CertificateRevoked');

/** Documents of Open Badges and JOSE, whose form is theirs. */
export const documentSchema = z.looseObject({}).openapi('CertificateDocument');
export const tokenSchema = z.string().openapi('CertificateToken');

export type CertificateRequest = z.infer<typeof certificateRequestSchema>;
export type OwnCertificate = z.infer<typeof ownCertificateSchema>;
export type OwnCertificates = z.infer<typeof ownCertificatesSchema>;
export type CertificateVerification = z.infer<typeof verificationSchema>;
