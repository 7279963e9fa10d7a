/** What a certificate says besides name and date, frozen when it was issued. */
import type { Locale } from '@glassbox/quiz';

export interface CertificateFacts {
  /** The language it is written in. */
  language: Locale;
  /** How many lessons the course had, all of them done. */
  lessons: number;
  /** The share of points that was needed, 0 to 1. */
  share: number;
}
