/** Why a learner reports a question. */
export const REPORT_REASONS = ['wrong-key', 'unclear', 'translation', 'technical', 'other'] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];
