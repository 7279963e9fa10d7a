/** The columns of the files, in their order. */
export const MEMBER_COLUMNS = [
  'pseudonym',
  'joinedAt',
  'lessonsDone',
  'lessonsTotal',
  'score',
  'maxScore',
  'lastSignAt',
] as const;

export const QUESTION_COLUMNS = [
  'lesson',
  'question',
  'kind',
  'points',
  'part',
  'name',
  'n',
  'nComplete',
  'facility',
  'sd',
  'discrimination',
  'efficiency',
  'randomGuess',
  'intendedWeight',
  'effectiveWeight',
] as const;

export const ATTEMPT_COLUMNS = [
  'pseudonym',
  'lesson',
  'question',
  'version',
  'verdict',
  'score',
  'maxScore',
  'gradedBy',
  'answeredAt',
  'receivedAt',
  'response',
] as const;
