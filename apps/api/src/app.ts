/** The HTTP application: middleware, routes and the OpenAPI document over injected services. */
import { identifyLearner } from './http/learner-cookie.ts';
import { openApiRouter } from './http/router.ts';
import { activityRoutes } from './routes/activities.ts';
import { attemptRoutes } from './routes/attempts.ts';
import { healthRoutes } from './routes/health.ts';
import { learnerRoutes } from './routes/learner.ts';
import { progressRoutes } from './routes/progress.ts';
import type { Services } from './services/services.ts';

export function createApp(services: Services) {
  const app = openApiRouter();
  for (const path of ['/api/learner', '/api/progress', '/api/attempts', '/api/activities', '/api/lessons/*']) {
    app.use(path, identifyLearner(services.learners));
  }
  return app
    .route('/', healthRoutes(services))
    .route('/', learnerRoutes(services))
    .route('/', progressRoutes(services))
    .route('/', attemptRoutes(services))
    .route('/', activityRoutes(services));
}

/** What `hc` needs to know of the routes. */
export type AppType = ReturnType<typeof createApp>;
