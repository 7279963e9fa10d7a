/**
 * Serves the built site. Files under `/_astro/` have their content's hash in the name and are kept for a year; all
 * others are asked for again each time and answered with 304 while unchanged.
 */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { contentTypeOf } from './content-types.ts';
import {
  createFileCache,
  type Encoding,
  type FileCache,
  type LoadedFile,
  MAX_CACHED_FILE_BYTES,
} from './file-cache.ts';
import { findFile, findNotFoundPage, type SiteFile } from './find-file.ts';

const HASHED = '/_astro/';
const KEEP = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';
/** The address of a lesson without its name: the map of the course, on the home page of that language. */
const LESSONS = /^(\/en)?\/lessons\/?$/;

/** Returns the routes of everything that isn't the API. */
export function siteRoutes(siteDir: string) {
  const cache = createFileCache();
  return new Hono().on(['GET', 'HEAD'], '/*', async (c) => {
    const pathname = new URL(c.req.url).pathname;
    const file = await findFile(siteDir, pathname);
    if (file !== undefined) return send(c, cache, file, 200);
    const map = LESSONS.exec(pathname);
    if (map !== null) return c.redirect(`${map[1] ?? '/'}#course`);
    const page = await findNotFoundPage(siteDir, pathname);
    return page === undefined ? c.text('404 Not Found', 404) : send(c, cache, page, 404);
  });
}

async function send(c: Context, cache: FileCache, file: SiteFile, status: 200 | 404): Promise<Response> {
  const isHashed = status === 200 && c.req.path.startsWith(HASHED);
  c.header('Cache-Control', isHashed ? KEEP : ASK_AGAIN);
  if (file.sizeBytes > MAX_CACHED_FILE_BYTES) return stream(c, file, status);
  const loaded = await cache.load(file);
  const encoding = chooseEncoding(c.req.header('accept-encoding'), loaded);
  if (loaded.encodings.length > 0) c.header('Vary', 'Accept-Encoding');
  // Weak: the same content in another encoding.
  const etag = `W/"${loaded.etag}"`;
  c.header('ETag', etag);
  if (status === 200 && isKnown(c, etag)) return c.body(null, 304);
  c.header('Content-Type', loaded.contentType);
  if (encoding !== 'identity') c.header('Content-Encoding', encoding);
  const body = await loaded.body(encoding);
  c.header('Content-Length', String(body.length));
  return c.req.method === 'HEAD' ? c.body(null, status) : c.body(body, status);
}

function stream(c: Context, file: SiteFile, status: 200 | 404): Response {
  const etag = `W/"${file.sizeBytes.toString(36)}-${Math.round(file.modifiedMs).toString(36)}"`;
  c.header('ETag', etag);
  if (status === 200 && isKnown(c, etag)) return c.body(null, 304);
  c.header('Content-Type', contentTypeOf(file.path));
  c.header('Content-Length', String(file.sizeBytes));
  if (c.req.method === 'HEAD') return c.body(null, status);
  return c.body(Readable.toWeb(createReadStream(file.path)) as ReadableStream, status);
}

function isKnown(c: Context, etag: string): boolean {
  const known = c.req
    .header('if-none-match')
    ?.split(',')
    .map((tag) => tag.trim());
  return known !== undefined && (known.includes(etag) || known.includes(etag.slice(2)) || known.includes('*'));
}

/** The first of ours that the browser takes; `;q=0` refuses one. */
function chooseEncoding(accepted: string | undefined, file: LoadedFile): Encoding {
  const names = (accepted ?? '')
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.split(';')[0]?.trim());
  return file.encodings.find((encoding) => names.includes(encoding)) ?? 'identity';
}
