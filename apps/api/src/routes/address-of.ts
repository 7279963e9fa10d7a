/** How routes learn which network a request comes from; the app knows how many proxies to believe. */
import type { Context } from 'hono';

export type AddressOf = (c: Context) => string;
