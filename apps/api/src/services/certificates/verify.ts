/** Verifies an issued certificate the way a stranger would, and says of each check whether it held. */
import type { JWK } from 'jose';
import type { CertificateRow } from '../../db/certificates.ts';
import type { CertificateVerification } from '../../schemas/certificate.ts';
import type { Credential } from './credential.ts';
import { keyIdOf, verifyToken } from './signature.ts';

interface Issued {
  id: string;
  issuedAt: Date;
  /** Null when it was revoked. */
  certificate: CertificateRow | null;
}

interface Verifier {
  now: Date;
  findKey(id: string): Promise<JWK | undefined>;
}

export async function verifyCertificate(
  { id, issuedAt, certificate }: Issued,
  { now, findKey }: Verifier,
): Promise<CertificateVerification> {
  const known = { id, issuedAt: issuedAt.toISOString(), checkedAt: now.toISOString() };
  if (certificate === null) {
    return { ...known, state: 'revoked', checks: [{ check: 'register', passed: false }], certificate: null };
  }
  const keyId = keyIdOf(certificate.token);
  const key = keyId === undefined ? undefined : await findKey(keyId);
  const { checks, credential } =
    key === undefined
      ? { checks: { signature: false, claims: false, time: false }, credential: undefined }
      : await verifyToken(certificate.token, key, now);
  const all = [
    { check: 'register' as const, passed: true },
    { check: 'signature' as const, passed: checks.signature },
    { check: 'claims' as const, passed: checks.claims },
    { check: 'time' as const, passed: checks.time },
    { check: 'print' as const, passed: credential !== undefined && isPrinted(credential, certificate) },
  ];
  return {
    ...known,
    state: all.every(({ passed }) => passed) ? 'valid' : 'invalid',
    checks: all,
    certificate: credential === undefined ? null : show(credential, certificate),
  };
}

/** Whether the signed number, name and date are those of the register. */
function isPrinted({ id, validFrom, credentialSubject }: Credential, certificate: CertificateRow): boolean {
  return (
    id.endsWith(`/certificates/${certificate.id}`) &&
    nameOf(credentialSubject) === certificate.name &&
    Date.parse(validFrom) === certificate.issuedAt.getTime()
  );
}

/** Everything shown is read from what was signed. */
function show({ id, issuer, credentialSubject }: Credential, { facts }: CertificateRow) {
  const { achievement } = credentialSubject;
  return {
    name: nameOf(credentialSubject),
    language: achievement.inLanguage,
    title: achievement.name,
    criteria: achievement.criteria.narrative,
    issuer: issuer.name,
    lessons: facts.lessons,
    share: facts.share,
    address: id,
  };
}

function nameOf({ identifier }: Credential['credentialSubject']): string {
  return identifier[0]?.identityHash ?? '';
}
