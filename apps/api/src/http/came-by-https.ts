/** Whether the browser came by https, also through a proxy that says so. What hangs on it only protects that browser. */
import type { Context } from 'hono';

export function cameByHttps(c: Context): boolean {
  const forwarded = c.req.header('x-forwarded-proto')?.split(',')[0]?.trim().toLowerCase();
  return forwarded === 'https' || new URL(c.req.url).protocol === 'https:';
}
