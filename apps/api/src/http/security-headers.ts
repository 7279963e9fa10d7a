/**
 * Headers on every response: cross-origin isolation (threads and exact clocks in labs), no sniffing, no leaking
 * referrer, no framing, no sensors.
 *
 * Who sends which content security policy: a page carries its own in a `meta` tag, with the hashes of its scripts; a
 * header must not forbid what those hashes allow, so pages get only what a `meta` can't say. Workers don't inherit the
 * page's policy: they are bound by the header of their own script file, so scripts get the full one.
 */
import type { MiddlewareHandler } from 'hono';
import { cameByHttps } from './outside.ts';

const PAGE_POLICY = "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'";
const SCRIPT_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** A year; said only to a browser that came by https, so that http://localhost stays what it is. */
const TRANSPORT = 'max-age=31536000; includeSubDomains';

const SENSORS = ['accelerometer', 'camera', 'geolocation', 'gyroscope', 'magnetometer', 'microphone', 'payment', 'usb'];

const FIXED: Record<string, string> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': SENSORS.map((name) => `${name}=()`).join(', '),
};

export function securityHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    for (const [name, value] of Object.entries(FIXED)) headers.set(name, value);
    if (cameByHttps(c)) headers.set('Strict-Transport-Security', TRANSPORT);
    // A 304 renews the headers of the copy that the browser has; without a type here, that copy's own policy must stay.
    if (c.res.status !== 304) headers.set('Content-Security-Policy', policyFor(headers.get('Content-Type') ?? ''));
  };
}

function policyFor(contentType: string): string {
  if (contentType.startsWith('text/html')) return PAGE_POLICY;
  if (contentType.startsWith('text/javascript')) return SCRIPT_POLICY;
  return DATA_POLICY;
}
