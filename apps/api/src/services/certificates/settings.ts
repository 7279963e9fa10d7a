/** What an institution decides about its certificates. */
import type { Issuer } from './credential.ts';

export interface CertificateSettings extends Issuer {
  /** The share of all points a learner needs, 0 to 1, besides having done every lesson. */
  share: number;
}

export const DEFAULT_CERTIFICATE_SETTINGS: CertificateSettings = {
  origin: 'http://localhost:4321',
  name: 'Glassbox',
  share: 0.7,
};
