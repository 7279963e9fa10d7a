/** The HTTP application: middleware, routes and the OpenAPI document over injected services. */
import type { Context } from 'hono';
import { except } from 'hono/combine';
import { ApiError } from './errors.ts';
import { clientAddress } from './http/client-address.ts';
import { errorResponse } from './http/error-response.ts';
import { limitBody, soundAddress, soundJson } from './http/json-body.ts';
import { identifyLearner } from './http/learner-cookie.ts';
import { originCheck } from './http/origin-check.ts';
import { knowOutside } from './http/outside.ts';
import { requireRole } from './http/require-role.ts';
import { openApiRouter } from './http/router.ts';
import { securityHeaders } from './http/security-headers.ts';
import { plainUpload } from './http/upload-body.ts';
import { watchRequests } from './http/watch-requests.ts';
import type { Log } from './operations/log.ts';
import type { Metrics } from './operations/metrics.ts';
import { accountRoutes } from './routes/account.ts';
import { activityRoutes } from './routes/activities.ts';
import type { AddressOf } from './routes/address-of.ts';
import { askRoutes } from './routes/ask.ts';
import { attemptRoutes } from './routes/attempts.ts';
import { certificateRoutes } from './routes/certificates.ts';
import { cohortRoutes } from './routes/cohorts.ts';
import { experimentRoutes } from './routes/experiments.ts';
import { healthRoutes } from './routes/health.ts';
import { learnerRoutes } from './routes/learner.ts';
import { masteryRoutes } from './routes/mastery.ts';
import { passkeyRoutes } from './routes/passkeys.ts';
import { peopleRoutes } from './routes/people.ts';
import { placeRoutes } from './routes/place.ts';
import { presentationRoutes } from './routes/presentations.ts';
import { progressRoutes } from './routes/progress.ts';
import { regradeRoutes } from './routes/regrades.ts';
import { reportRoutes } from './routes/reports.ts';
import { reviewRoutes } from './routes/review.ts';
import { rightsRoutes } from './routes/rights.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { teachAnsweringRoutes } from './routes/teach/answering.ts';
import { teachAskRoutes } from './routes/teach/ask.ts';
import { teachCohortRoutes } from './routes/teach/cohorts.ts';
import { teachDashboardRoutes } from './routes/teach/dashboards.ts';
import type { Services } from './services/services.ts';
import { siteRoutes } from './site/site-routes.ts';

export interface AppOptions {
  services: Services;
  /** The built site; without it only the API is served. */
  siteDir?: string | undefined;
  /** How many proxies of ours each request comes through. */
  trustedProxies?: number | undefined;
  /** The address that learners use. */
  publicUrl?: string | undefined;
  /** Gets one line per failure the server didn't expect. */
  log: Log;
  /** Also one line per request. */
  logsRequests?: boolean | undefined;
  metrics?: Metrics | undefined;
  /** True from the moment the server was told to stop. */
  isDraining?: (() => boolean) | undefined;
}

/** Routes that act for a learner. Probes and the document never touch the database for one. */
const LEARNER_PATHS = [
  '/api/learner',
  '/api/progress',
  '/api/attempts',
  '/api/activities',
  '/api/lessons/*',
  '/api/reports',
  '/api/notices',
  '/api/regrades',
  '/api/regrades/*',
  '/api/teach/*',
  '/api/place',
  '/api/mastery',
  '/api/review',
  '/api/certificates/*',
  '/api/cohorts',
  '/api/cohorts/*',
  '/api/invitations/*',
  '/api/me/*',
  '/api/admin/*',
  '/api/submissions/*',
  '/api/ask',
  '/api/experiments',
  '/api/experiments/*',
];

/** Routes whose body is a file: they bound it themselves. */
const EXPERIMENT_FILES = '/api/experiments/:id/files/:name';
const UPLOAD_PATHS = ['/api/teach/documents', '/api/teach/documents/*', EXPERIMENT_FILES];

/** Returns the whole application; `app.request()` serves a test, `app.fetch` a server. */
export function createApp(options: AppOptions) {
  const { services, siteDir, trustedProxies = 0, publicUrl, log, logsRequests, metrics } = options;
  const { isDraining = () => false } = options;
  const app = openApiRouter();
  app.onError(errorResponse(log));
  const trustsProxy = trustedProxies > 0;
  const addressOf = (c: Context) => clientAddress(c, trustedProxies);
  app.use(...watchRequests({ log: logsRequests ? log : undefined, metrics, trustsProxy, isDraining, addressOf }));
  app.use(knowOutside({ trustedProxies, publicUrl: publicUrl === undefined ? undefined : new URL(publicUrl) }));
  app.use(securityHeaders());
  app.use('/api/*', async (c, next) => {
    c.header('Cache-Control', 'no-store');
    await next();
  });
  app.use('/api/*', originCheck());
  app.use('/api/*', soundAddress());
  app.use('/api/*', except(UPLOAD_PATHS, limitBody(), soundJson()));
  app.use(EXPERIMENT_FILES, plainUpload());
  for (const path of LEARNER_PATHS) app.use(path, identifyLearner(services.learners));

  app.use('/api/teach/*', requireRole('instructor'));

  const api = apiRoutes(app, { services, isDraining, addressOf });
  api.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Glassbox',
      version: '1',
      description: 'Progress and graded answers. A learner is known by a cookie that GET /api/learner sets.',
    },
  });
  api.all('/api/*', (c) => {
    throw new ApiError(404, 'route-unknown', `There is no ${c.req.method} ${c.req.path}.`);
  });
  if (siteDir !== undefined) app.route('/', siteRoutes(siteDir));
  return api;
}

interface RouteParts {
  services: Services;
  isDraining: () => boolean;
  addressOf: AddressOf;
}

function apiRoutes(app: ReturnType<typeof openApiRouter>, { services, isDraining, addressOf }: RouteParts) {
  return app
    .route('/', healthRoutes(services, isDraining))
    .route('/', learnerRoutes(services))
    .route('/', progressRoutes(services))
    .route('/', attemptRoutes(services))
    .route('/', activityRoutes(services))
    .route('/', regradeRoutes(services))
    .route('/', askRoutes(services, addressOf))
    .route('/', teachAskRoutes(services))
    .route('/', reportRoutes(services))
    .route('/', teachCohortRoutes(services))
    .route('/', teachDashboardRoutes(services))
    .route('/', teachAnsweringRoutes(services))
    .route('/', masteryRoutes(services))
    .route('/', placeRoutes(services))
    .route('/', reviewRoutes(services))
    .route('/', certificateRoutes(services))
    .route('/', accountRoutes(services))
    .route('/', signInRoutes(services, addressOf))
    .route('/', passkeyRoutes(services, addressOf))
    .route('/', cohortRoutes(services, addressOf))
    .route('/', rightsRoutes(services))
    .route('/', peopleRoutes(services))
    .route('/', presentationRoutes(services))
    .route('/', experimentRoutes(services));
}

/** What `hc` needs to know of the routes. */
export type AppType = ReturnType<typeof apiRoutes>;
