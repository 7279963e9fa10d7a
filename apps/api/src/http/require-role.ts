/** Lets a request pass only with the role it needs. Comes after `identifyLearner`. */
import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../errors.ts';
import { hasRole, type Role } from '../roles.ts';
import type { ApiEnvironment } from './environment.ts';
import { requireLearner } from './learner-cookie.ts';

/** Throws `ApiError` 401 without a learner and 403 for one whose role is too small. */
export function requireRole(needed: Role): MiddlewareHandler<ApiEnvironment> {
  return async (c, next) => {
    const { role } = requireLearner(c);
    if (!hasRole(role, needed)) {
      throw new ApiError(
        403,
        'role-missing',
        `This needs the role ${needed}; yours is ${role}. Ask an administrator for it.`,
      );
    }
    await next();
  };
}
