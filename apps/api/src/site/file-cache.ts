/**
 * Files of the site in memory: their bytes, their content hash as ETag and their compressed form, made on first use.
 * A changed file (time or size) is read again. Large files are streamed and never kept.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { contentTypeOf, isCompressible } from './content-types.ts';
import type { SiteFile } from './find-file.ts';

/** Pages, scripts and wasm are below it; model weights are above. */
export const MAX_CACHED_FILE_BYTES = 4 * 1024 * 1024;
const MAX_CACHE_BYTES = 96 * 1024 * 1024;
/** Level 11 takes seconds for a large script; 5 is within a few per cent of it in size. */
const BROTLI_QUALITY = 5;
const MIN_COMPRESSED_BYTES = 1024;

export type Encoding = 'br' | 'gzip' | 'identity';

export interface LoadedFile {
  contentType: string;
  etag: string;
  body(encoding: Encoding): Promise<Uint8Array<ArrayBuffer>>;
  encodings: readonly Encoding[];
}

interface Entry extends LoadedFile {
  modifiedMs: number;
  sizeBytes: number;
}

export interface FileCache {
  /** Returns a file of at most `MAX_CACHED_FILE_BYTES`. Throws what the file system throws. */
  load(file: SiteFile): Promise<LoadedFile>;
}

export function createFileCache(): FileCache {
  const entries = new Map<string, Entry>();
  let totalBytes = 0;
  return {
    async load(file) {
      const kept = entries.get(file.path);
      if (kept?.modifiedMs === file.modifiedMs && kept.sizeBytes === file.sizeBytes) return kept;
      if (totalBytes + file.sizeBytes > MAX_CACHE_BYTES) {
        entries.clear();
        totalBytes = 0;
      }
      const entry = await read(file);
      totalBytes += file.sizeBytes - (kept?.sizeBytes ?? 0);
      entries.set(file.path, entry);
      return entry;
    },
  };
}

async function read(file: SiteFile): Promise<Entry> {
  const bytes = new Uint8Array(await readFile(file.path));
  const contentType = contentTypeOf(file.path);
  const compressible = isCompressible(contentType) && bytes.length >= MIN_COMPRESSED_BYTES;
  const made = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>([['identity', Promise.resolve(bytes)]]);
  return {
    contentType,
    etag: createHash('sha256').update(bytes).digest('base64url').slice(0, 27),
    encodings: compressible ? ['br', 'gzip'] : [],
    modifiedMs: file.modifiedMs,
    sizeBytes: file.sizeBytes,
    body(encoding) {
      const body = made.get(encoding) ?? compress(bytes, encoding);
      made.set(encoding, body);
      return body;
    },
  };
}

async function compress(bytes: Uint8Array, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  const packed = encoding === 'br' ? await promisify(brotliCompress)(bytes, { params }) : await promisify(gzip)(bytes);
  return new Uint8Array(packed);
}
