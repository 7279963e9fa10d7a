import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_CACHED_FILE_BYTES } from '../src/site/file-cache.ts';
import { siteRoutes } from '../src/site/site-routes.ts';
import { openAny, type TestDatabase } from './databases.ts';
import { type TestApp, testApp } from './harness.ts';

const SCRIPT = `console.log('hello');\n${'// a comment that repeats itself\n'.repeat(100)}`;
const WEIGHTS = new Uint8Array(MAX_CACHED_FILE_BYTES + 5).map((_, index) => index % 251);
const FILES: Record<string, string | Uint8Array> = {
  'index.html': '<p>首页',
  '404.html': '<p>找不到',
  'en.html': '<p>home',
  'en/404.html': '<p>not found',
  'certificates.html': '<p>证书',
  'en/certificates.html': '<p>certificate',
  'lessons/start.html': '<p>开始',
  'en/lessons/start.html': '<p>start',
  'glossary/index.html': '<p>词汇',
  '_astro/worker.a1b2.js': SCRIPT,
  '_astro/kernels.c3d4.wasm': new Uint8Array([0, 97, 115, 109]),
  'models/model.safetensors': WEIGHTS,
  '.hidden': 'hidden',
  '春.txt': '春',
};

let folder: string;
let opened: TestDatabase;
let app: TestApp;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'glassbox-site-'));
  writeFileSync(join(folder, 'outside.txt'), 'outside');
  mkdirSync(join(folder, 'site-secret'));
  writeFileSync(join(folder, 'site-secret/index.html'), 'outside');
  for (const [name, content] of Object.entries(FILES)) {
    const path = join(folder, 'site', name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
  }
  opened = await openAny();
  app = await testApp(opened.database, { siteDir: join(folder, 'site'), trustedProxies: 1 });
});
afterAll(async () => {
  await opened.remove();
  rmSync(folder, { recursive: true });
});

const NUMBER = '11111111-2222-4333-8444-555555555555';

describe('addresses', () => {
  test.each([
    [`/certificates/${NUMBER}`, 200, '<p>证书'],
    [`/en/certificates/${NUMBER}/`, 200, '<p>certificate'],
    [`/certificates/${NUMBER}/more`, 404, '<p>找不到'],
  ])('%s, a certificate’s number, gives %i: one page shows all of them', async (path, status, content) => {
    const response = await app.request(path);
    expect([response.status, await response.text()]).toEqual([status, content]);
  });

  test.each([
    ['/', '<p>首页'],
    ['/en', '<p>home'],
    ['/en/', '<p>home'],
    ['/lessons/start', '<p>开始'],
    ['/en/lessons/start', '<p>start'],
    ['/lessons/start.html', '<p>开始'],
    ['/lessons/start?from=home', '<p>开始'],
    ['/glossary', '<p>词汇'],
    ['/%E6%98%A5.txt', '春'],
  ])('%s shows its page', async (path, content) => {
    const response = await app.request(path);
    expect([response.status, await response.text()]).toEqual([200, content]);
  });

  test.each([
    ['/lessons/nothing', '<p>找不到'],
    ['/en/lessons/nothing', '<p>not found'],
    ['/english', '<p>找不到'],
    ['/_astro/gone.js', '<p>找不到'],
  ])('%s gets the not-found page of its language with 404', async (path, content) => {
    const response = await app.request(path);
    expect([response.status, await response.text()]).toEqual([404, content]);
  });

  test.each([
    ['/lessons', '/#course'],
    ['/lessons/', '/#course'],
    ['/en/lessons', '/en#course'],
  ])('%s, a lesson without its name, leads to the map of the course', async (path, to) => {
    const response = await app.request(path);
    expect([response.status, response.headers.get('location')]).toEqual([302, to]);
  });

  test.each([
    '/../outside.txt',
    '/..%2foutside.txt',
    '/%2e%2e/outside.txt',
    '/lessons/..%2f..%2foutside.txt',
    '/..%5coutside.txt',
    '/%2e%2e%2fsite-secret',
    '/..%2fsite-secret%2findex.html',
    '/%252e%252e/outside.txt',
    '/.hidden',
    '/%00',
    '/index.html%00.png',
    '/%E0%A4%A',
    '//etc/passwd',
  ])('%s reaches nothing outside the site or hidden in it', async (path) => {
    // The raw path, as a socket could send it: building a URL first would tidy it.
    const request = new Request('http://localhost:4321/');
    Object.defineProperty(request, 'url', { value: `http://localhost:4321${path}` });
    for (const response of [await siteRoutes(join(folder, 'site')).fetch(request), await app.request(path)]) {
      expect([response.status, await response.text()]).toEqual([404, '<p>找不到']);
    }
  });
});

describe('headers', () => {
  const ISOLATION = {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };

  test.each([
    '/',
    '/nothing',
    '/_astro/worker.a1b2.js',
    '/models/model.safetensors',
    '/api/health',
    '/api/nothing',
    '/api/learner',
  ])('%s is cross-origin isolated, not sniffed, frameless and without sensors', async (path) => {
    const headers = Object.fromEntries((await app.request(path)).headers);
    expect(headers).toMatchObject(ISOLATION);
    expect(headers['content-security-policy']).toBeDefined();
    expect(headers['permissions-policy']).toContain('camera=()');
    expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
  });

  test.each(['/', '/nothing', '/_astro/worker.a1b2.js', '/models/model.safetensors', '/api/health', '/api/nothing'])(
    '%s may be framed by nobody, and says so to a browser that came by https that there is no way back',
    async (path) => {
      const { headers } = await app.request(path);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('content-security-policy')).toContain("base-uri 'none'");
      expect(headers.get('strict-transport-security')).toBeNull();
      const secure = await app.request(path, { headers: { 'x-forwarded-proto': 'https' } });
      expect(secure.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    },
  );

  test('a page’s header leaves scripts to the page’s own policy; a worker’s file carries the full one', async () => {
    const policyOf = async (path: string) => (await app.request(path)).headers.get('content-security-policy') ?? '';
    expect(await policyOf('/')).toContain("frame-ancestors 'none'");
    expect(await policyOf('/')).not.toMatch(/script-src|default-src/);
    expect(await policyOf('/_astro/worker.a1b2.js')).toContain("script-src 'self' 'wasm-unsafe-eval'");
  });

  test('hashed files are kept for a year, pages are asked for again and answered with 304 while unchanged', async () => {
    const hashed = await app.request('/_astro/worker.a1b2.js');
    expect(hashed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const page = await app.request('/lessons/start');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const known = { 'if-none-match': page.headers.get('etag') ?? '' };
    const again = await app.request('/lessons/start', { headers: known });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(
      again.headers.get('content-security-policy'),
      'a 304 must not replace the policy of the kept page',
    ).toBeNull();
    writeFileSync(join(folder, 'site/lessons/start.html'), '<p>开始了');
    const changed = await app.request('/lessons/start', { headers: known });
    expect([changed.status, await changed.text()]).toEqual([200, '<p>开始了']);
    writeFileSync(join(folder, 'site/lessons/start.html'), '<p>开始');
  });

  test('the not-found page is never kept as if it were the file', async () => {
    expect((await app.request('/_astro/gone.js')).headers.get('cache-control')).toBe('no-cache');
    expect((await app.request('/_astro/gone.js', { headers: { 'if-none-match': '*' } })).status).toBe(404);
  });

  test('wasm and weights have their media types', async () => {
    expect((await app.request('/_astro/kernels.c3d4.wasm')).headers.get('content-type')).toBe('application/wasm');
    expect((await app.request('/models/model.safetensors')).headers.get('content-type')).toBe(
      'application/octet-stream',
    );
  });

  test('large files arrive whole', async () => {
    const response = await app.request('/models/model.safetensors');
    expect(Buffer.compare(Buffer.from(await response.arrayBuffer()), WEIGHTS)).toBe(0);
    expect(response.headers.get('content-length')).toBe(String(WEIGHTS.length));
  });

  test('text is compressed for whoever takes it and is the same text', async () => {
    const get = async (accepted: string) => {
      const response = await app.request('/_astro/worker.a1b2.js', { headers: { 'accept-encoding': accepted } });
      return { encoding: response.headers.get('content-encoding'), bytes: Buffer.from(await response.arrayBuffer()) };
    };
    const [br, gzip, refused, plain] = [await get('gzip, br'), await get('gzip'), await get('br;q=0'), await get('')];
    expect([br.encoding, gzip.encoding, refused.encoding, plain.encoding]).toEqual(['br', 'gzip', null, null]);
    expect(brotliDecompressSync(br.bytes).toString()).toBe(SCRIPT);
    expect(gunzipSync(gzip.bytes).toString()).toBe(SCRIPT);
    expect(br.bytes.length).toBeLessThan(SCRIPT.length / 5);
  });

  test('HEAD has the headers of GET and no body', async () => {
    const response = await app.request('/lessons/start', { method: 'HEAD' });
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      '',
    ]);
  });
});
