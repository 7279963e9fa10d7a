/**
 * How the server looks from outside: by which host, and by http or https. Behind a proxy only the proxy knows, so its headers count
 * where the operator said that there is one (TRUSTED_PROXIES), and as far as our own proxies wrote them; from anybody else they are
 * nothing. PUBLIC_URL is known without being told by a request.
 */
import type { Context, MiddlewareHandler } from 'hono';
import type { ApiEnvironment, Outside } from './environment.ts';

/** Tells every later handler of a request how the server is reached. */
export function knowOutside(outside: Outside): MiddlewareHandler<ApiEnvironment> {
  return async (c, next) => {
    c.set('outside', outside);
    await next();
  };
}

/** Whether the browser came by https: it did to a PUBLIC_URL of https, and where a proxy of ours says so. */
export function cameByHttps(c: Context<ApiEnvironment>): boolean {
  const { protocol, host } = new URL(c.req.url);
  if (protocol === 'https:' || saidByProxy(c, 'x-forwarded-proto')?.toLowerCase() === 'https') return true;
  const publicUrl = c.get('outside')?.publicUrl;
  return publicUrl?.protocol === 'https:' && publicUrl.host === host;
}

/** The hosts by which a page of ours may have come: PUBLIC_URL's, the request's own, and what a proxy of ours says. */
export function ownHosts(c: Context<ApiEnvironment>): string[] {
  const hosts = [
    c.get('outside')?.publicUrl?.host,
    c.req.header('host'),
    new URL(c.req.url).host,
    saidByProxy(c, 'x-forwarded-host'),
  ];
  return hosts.filter((host) => host !== undefined);
}

/** Each proxy adds what it saw, or one says it for all: the outermost of ours counts, what stands before it came from outside. */
function saidByProxy(c: Context<ApiEnvironment>, header: string): string | undefined {
  const trustedProxies = c.get('outside')?.trustedProxies ?? 0;
  const said = c.req.header(header)?.split(',');
  if (trustedProxies === 0 || said === undefined) return undefined;
  return (said.at(-trustedProxies) ?? said[0])?.trim();
}
