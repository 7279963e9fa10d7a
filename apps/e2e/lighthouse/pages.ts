/** One address per kind of page, in the language that is harder to get right for it: Chinese has no web font, English has. */
export interface AuditedPage {
  readonly path: string;
  readonly kind: string;
  /** Read, not worked with: held to the budget of script and of the largest paint. */
  readonly reading?: true;
  /** Carries the live miniature, which is a small lab: its script is not held to the budget, its paint is. */
  readonly live?: true;
  /** Audits that this kind of page fails on purpose, with the reason. */
  readonly skip?: Readonly<Record<string, string>>;
}

const personal = { 'is-crawlable': 'kept out of search engines: it holds one learner’s own things' };
const staffOnly = {
  ...personal,
  'errors-in-console': 'who is no instructor is answered 401, which the browser writes down',
};
const cited = {
  ...personal,
  'errors-in-console': 'an address without a document is answered 404, which the browser writes down',
};
const missing = {
  'errors-in-console': 'the browser writes down the 404 of the page itself',
  'http-status-code': 'a missing page must answer 404',
  'is-crawlable': 'an error is kept out of search engines',
};

export const PAGES: readonly AuditedPage[] = [
  { kind: 'home', path: '/', reading: true, live: true },
  { kind: 'home, English', path: '/en', reading: true, live: true },
  { kind: 'lesson with lab', path: '/lessons/transformer' },
  { kind: 'lesson with lab, English', path: '/en/lessons/next-token' },
  { kind: 'glossary', path: '/glossary', reading: true },
  { kind: 'glossary, English', path: '/en/glossary', reading: true },
  { kind: 'search', path: '/search' },
  { kind: 'ask', path: '/ask' },
  { kind: 'bench', path: '/bench' },
  { kind: 'my learning', path: '/me', skip: personal },
  { kind: 'review', path: '/review', skip: personal },
  { kind: 'account', path: '/account', skip: personal },
  { kind: 'join', path: '/join', skip: personal },
  { kind: 'certificate', path: '/certificates', skip: personal },
  { kind: 'cited document', path: '/ask/document', skip: cited },
  { kind: 'teach', path: '/teach', skip: staffOnly },
  { kind: 'teach, cohort', path: '/teach/cohort', skip: staffOnly },
  { kind: 'teach, lesson', path: '/teach/lesson?lesson=start', skip: staffOnly },
  { kind: 'teach, question', path: '/teach/question?lesson=start', skip: staffOnly },
  { kind: 'teach, reports', path: '/teach/reports', skip: staffOnly },
  { kind: 'teach, free texts', path: '/teach/free-texts', skip: staffOnly },
  { kind: 'teach, ask', path: '/teach/ask', skip: staffOnly },
  { kind: 'offline', path: '/offline', reading: true, skip: personal },
  { kind: 'missing page', path: '/no-such-page', reading: true, skip: missing },
];
