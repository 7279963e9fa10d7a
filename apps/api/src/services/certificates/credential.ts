/**
 * A certificate as an Open Badges 3.0 credential (1EdTech, AchievementCredential) on the W3C's Verifiable Credentials
 * Data Model 2.0. It holds one thing about a person: the name the learner chose. Pure.
 */
import type { CertificateFacts } from '../../certificate-facts.ts';

/** Who issues, and where this site is. */
export interface Issuer {
  /** The public address of this site, without a slash at its end. */
  origin: string;
  /** The name of the institution. */
  name: string;
}

export interface CredentialInput {
  id: string;
  name: string;
  issuedAt: Date;
  facts: CertificateFacts;
}

/** In this order: what comes later may not change the meaning of what came before. */
const CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
];

/** Stays as it is for as long as a certificate may be verified: the paths are signed with it. */
const BASE = '/api/certificates';

/** Returns the public page of a certificate. */
export function certificateAddress(origin: string, id: string): string {
  return `${origin}/certificates/${id}`;
}

/** Returns the address of one public key, which answers with a JWK. */
export function keyAddress(origin: string, keyId: string): string {
  return `${origin}${BASE}/keys/${keyId}`;
}

export function revokedAddress(origin: string): string {
  return `${origin}${BASE}/revoked`;
}

/** Returns the issuer as it stands in every credential. */
export function issuerProfile({ origin, name }: Issuer) {
  return { id: `${origin}${BASE}/issuer`, type: ['Profile'], name, url: origin };
}

/** Returns what a certificate is given for. */
function achievement(origin: string, facts: CertificateFacts) {
  const words = facts.language === 'zh' ? zh(facts) : en(facts);
  return {
    id: `${origin}${BASE}/achievement`,
    type: ['Achievement'],
    achievementType: 'CertificateOfCompletion',
    inLanguage: facts.language,
    name: words.name,
    description: words.description,
    criteria: { narrative: words.criteria },
  };
}

/** Returns the credential, unsigned. */
export function buildCredential(issuer: Issuer, { id, name, issuedAt, facts }: CredentialInput) {
  const { origin } = issuer;
  const address = certificateAddress(origin, id);
  const awarded = achievement(origin, facts);
  return {
    '@context': CONTEXTS,
    id: address,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: awarded.name,
    issuer: issuerProfile(issuer),
    validFrom: secondOf(issuedAt),
    credentialSubject: {
      // VC-JWT wants a subject with an ID; this one leads nowhere but to the certificate itself.
      id: `${address}#holder`,
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', hashed: false, identityHash: name, identityType: 'name' }],
      achievement: awarded,
    },
    credentialStatus: { id: revokedAddress(origin), type: '1EdTechRevocationList' },
  };
}

export type Credential = ReturnType<typeof buildCredential>;

/** A JWT counts in seconds, and `nbf` must say the same moment as `validFrom`. */
function secondOf(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

function zh({ lessons, share }: CertificateFacts) {
  return {
    name: 'Glassbox 大模型课结业证书',
    description: '学完一门写给产品经理的大模型课，课里的模型都在学习者自己的浏览器中训练和计算。',
    criteria: `完成全部${lessons}课：每道题都答过，每个实验都做完，总得分不低于满分的${percent(share)}。得分由服务器批改。`,
  };
}

function en({ lessons, share }: CertificateFacts) {
  return {
    name: 'Glassbox: certificate of completion, large models',
    description:
      'Completed a course on large models for product managers, whose models train and compute in the learner’s own browser.',
    criteria: `All ${lessons} lessons done: every question answered, every lab finished, at least ${percent(share)} of the points earned. Answers are graded by the server.`,
  };
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
