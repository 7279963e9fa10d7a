/** One request of an attacker who has read the OpenAPI document: mostly right, so that it gets far, and wrong somewhere. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { hostileFile } from './files.ts';
import type { Operation, Schema } from './operations.ts';
import {
  type Context,
  type Draw,
  fittingValue,
  hostileText,
  type Json,
  type Known,
  pickQuestion,
  wrongValue,
} from './values.ts';

const ACTORS = ['visitor', 'learner', 'instructor', 'admin'] as const;
export type Actor = (typeof ACTORS)[number];

export interface FuzzRequest {
  operation: Operation;
  actor: Actor;
  method: string;
  /** With its query, percent-encoded. */
  path: string;
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  /** What was done to it, for the report. */
  twist: string;
}

export interface Target {
  operations: readonly Operation[];
  schemas: Record<string, Schema>;
  known: Known;
}

type Body = NonNullable<FuzzRequest['body']>;
interface Sent {
  body?: Body;
  headers?: Record<string, string>;
  twist: string;
}

const PACKED_BYTES = 32 * 1024 * 1024;
/** What 64 KB of gzip may unpack to. */
const bomb = gzipSync(new Uint8Array(PACKED_BYTES));

/** Returns the request that the seed stands for, against what is known of the server by then. */
export function fuzzRequest(seed: number, target: Target): FuzzRequest {
  const [request] = fc.sample(
    fc.gen().map((draw) => buildRequest(draw, target)),
    { seed, numRuns: 1 },
  );
  if (request === undefined) throw new Error(`fuzz: seed ${seed} gave no request; one was needed.`);
  return request;
}

function buildRequest(draw: Draw, { operations, schemas, known }: Target): FuzzRequest {
  const operation: Operation = draw(fc.constantFrom, ...operations);
  const question = pickQuestion(draw, known);
  const context = { field: '', resource: resourceOf(operation.path), question, known, schemas };
  const twistPath = draw(fc.nat, { max: 3 }) === 0;
  const names = operation.parameters.map((parameter): NamedValue => {
    const fitting = fittingValue(draw, parameter.schema, { ...context, field: parameter.name });
    return { name: parameter.name, in: parameter.in, value: twistPath ? hostileText(draw) : String(fitting) };
  });
  const sent = bodyOf(draw, operation, context);
  const [headers, headerTwist] = twistHeaders(draw);
  const method =
    draw(fc.nat, { max: 40 }) === 0
      ? draw(fc.constantFrom, 'OPTIONS', 'PATCH', 'PUT', 'DELETE', 'POST')
      : operation.method;
  const hasBody = sent.body !== undefined && method !== 'GET';
  return {
    operation,
    actor: draw(fc.constantFrom, ...ACTORS, 'learner', 'instructor', 'admin'),
    method,
    path: pathOf(draw, operation, names),
    headers: { ...sent.headers, ...headers },
    ...(hasBody && sent.body !== undefined && { body: sent.body }),
    twist: [twistPath && names.length > 0 && 'names', sent.twist, headerTwist, method !== operation.method && method]
      .filter(Boolean)
      .join(', '),
  };
}

/** `cohorts` for `/api/teach/cohorts/{id}/name`, and for `/api/teach/cohorts`. */
export function resourceOf(path: string): string {
  const parts = path.split('/');
  const at = parts.findIndex((part) => part.startsWith('{'));
  return parts[at < 0 ? parts.length - 1 : at - 1] ?? '';
}

interface NamedValue {
  name: string;
  in: 'path' | 'query';
  value: string;
}

const RAW_PATHS = ['%zz', '%', '%c0%ae%c0%ae', '%00', '..%2f..%2f', '%2e%2e/', ';x=1', '%u0041', '%ff'];

function pathOf(draw: Draw, { path }: Operation, names: readonly NamedValue[]): string {
  const values = new Map(names.map(({ name, value }) => [name, value]));
  const raw = draw(fc.nat, { max: 25 }) === 0 ? draw(fc.constantFrom, ...RAW_PATHS) : undefined;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => raw ?? encode(values.get(name) ?? ''));
  const query = names
    .filter((parameter: NamedValue) => parameter.in === 'query')
    .filter(() => draw(fc.nat, { max: 4 }) > 0)
    .map(({ name, value }) => `${name}=${raw ?? encode(value)}`);
  if (draw(fc.nat, { max: 12 }) === 0) query.push(...query, '__proto__[x]=1', 'constructor=1');
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
}

/** A lone surrogate has no percent-encoding: it goes as the bytes that WTF-8 would have. */
function encode(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : '%ed%a0%bd';
}

function bodyOf(draw: Draw, { body, path }: Operation, context: Context): Sent {
  if (body === undefined) return { twist: '' };
  if (body.mediaType !== 'application/json') {
    const headers = { 'content-type': body.mediaType };
    return { body: new Uint8Array(hostileFile(draw)), headers, twist: 'file' };
  }
  const fitting = fittingValue(draw, body.schema, { ...context, field: path });
  // Names that belong together: else hardly any answer would meet its question.
  const value =
    isObject(fitting) && 'questionId' in fitting ? { ...fitting, lesson: context.question.lesson } : fitting;
  const sent = (text: Body, twist: string, headers: Record<string, string> = {}): Sent => ({
    body: text,
    headers: { 'content-type': 'application/json', ...headers },
    twist,
  });
  const twists: (() => Sent)[] = [
    ...Array.from({ length: 4 }, () => () => sent(JSON.stringify(value), '')),
    () => sent(JSON.stringify(replaceOne(draw, value)), 'one value'),
    () => sent(JSON.stringify(replaceOne(draw, value)), 'one value'),
    () => sent(JSON.stringify(replaceOne(draw, replaceOne(draw, value))), 'two values'),
    () => sent(JSON.stringify(dropOne(draw, value)), 'a field less'),
    () => sent(withRawFields(draw, value), 'more fields'),
    () => sent(JSON.stringify(wrongValue(draw)), 'another body'),
    () => sent(brokenText(draw, JSON.stringify(value)), 'broken JSON'),
    () => wrongTransport(draw, JSON.stringify(value), sent),
  ];
  return draw(fc.constantFrom, ...twists)();
}

function isObject(value: Json): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One value, at any depth, becomes something else. */
function replaceOne(draw: Draw, value: Json): Json {
  if (typeof value !== 'object' || value === null || draw(fc.nat, { max: 3 }) === 0) return wrongValue(draw);
  if (Array.isArray(value)) {
    if (value.length === 0) return [wrongValue(draw)];
    const at = draw(fc.nat, { max: value.length - 1 });
    return value.map((child, i) => (i === at ? replaceOne(draw, child) : child));
  }
  const names = Object.keys(value);
  if (names.length === 0) return { x: wrongValue(draw) };
  const name = draw(fc.constantFrom, ...names);
  return { ...value, [name]: replaceOne(draw, value[name] ?? null) };
}

function dropOne(draw: Draw, value: Json): Json {
  if (!isObject(value)) return null;
  const gone = draw(fc.constantFrom, '', ...Object.keys(value));
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== gone));
}

const RAW_FIELDS = [
  '"__proto__":{"role":"admin","polluted":true}',
  '"constructor":{"prototype":{"polluted":true}}',
  '"role":"admin"',
  '"learnerId":"00000000-0000-0000-0000-000000000000"',
  '"score":1e999',
  '"id":1,"id":2',
  '"":0',
  '"toJSON":"x"',
];

/** Fields written into the text: an object literal would lose `__proto__` and doubles. */
function withRawFields(draw: Draw, value: Json): string {
  const text = JSON.stringify(isObject(value) ? value : {});
  const field = draw(fc.constantFrom, ...RAW_FIELDS);
  const inner = text.slice(1, -1);
  return draw(fc.boolean) ? `{${field}${inner && ','}${inner}}` : `{${inner}${inner && ','}${field}}`;
}

function brokenText(draw: Draw, text: string): string {
  const depth = draw(fc.constantFrom, 30, 1_000, 30_000);
  return draw(
    fc.constantFrom,
    '',
    text.slice(0, Math.floor(text.length / 2)),
    `${text}${text}`,
    `\uFEFF${text}`,
    text.replaceAll('"', "'"),
    `${'['.repeat(depth)}${']'.repeat(depth)}`,
    `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
    '[1e99999]',
    '"\\ud800"',
    'NaN',
    '{"a":1,}',
  );
}

function wrongTransport(
  draw: Draw,
  text: string,
  sent: (body: Body, twist: string, headers?: Record<string, string>) => Sent,
): Sent {
  const ways: (() => Sent)[] = [
    () => sent(new Uint8Array(bomb), 'compressed bomb', { 'content-encoding': 'gzip' }),
    () => sent(new Uint8Array(bomb), 'compressed, and not said so'),
    () => sent(Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d), 'bad UTF-8'),
    () => sent(`{"filler":"${'x'.repeat(draw(fc.constantFrom, 60_000, 70_000, 2_000_000))}"}`, 'huge'),
    () => sent(text, 'form', { 'content-type': 'application/x-www-form-urlencoded' }),
    () => sent(text, 'plain text', { 'content-type': 'text/plain' }),
    () => sent(text, 'charset', { 'content-type': 'application/json; charset=utf-16' }),
    () => sent(text, 'media type', { 'content-type': `application/json;${';'.repeat(500)}` }),
    () => sent(text, 'no media type', { 'content-type': '' }),
  ];
  return draw(fc.constantFrom, ...ways)();
}

const HEADER_TWISTS: readonly Record<string, string>[] = [
  { cookie: 'glassbox_learner=x' },
  { cookie: `glassbox_learner=${'A'.repeat(43)}` },
  { cookie: `glassbox_learner=%00%ff; ${'a=b; '.repeat(800)}` },
  { cookie: `glassbox.session_token=${'x'.repeat(200)}.${'y'.repeat(44)}` },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'not an address' },
  { origin: '', 'sec-fetch-site': 'cross-site' },
  { 'x-forwarded-for': '1.2.3.4, '.repeat(300) },
  { 'x-forwarded-for': "'; drop table learner; --" },
  { 'x-forwarded-proto': 'https,http,gopher' },
  { 'x-forwarded-host': 'evil.example' },
  { 'user-agent': 'u'.repeat(7_000) },
  { accept: 'text/html;q='.repeat(200) },
  { 'if-none-match': '*' },
  { range: 'bytes=0-99999999999' },
  { 'content-encoding': 'br' },
  { authorization: `Bearer ${'x'.repeat(3_000)}` },
  { 'x-http-method-override': 'DELETE' },
  { 'accept-language': `zh;q=${'9'.repeat(2_000)}` },
];

function twistHeaders(draw: Draw): [Record<string, string>, string] {
  if (draw(fc.nat, { max: 5 }) > 0) return [{}, ''];
  const headers = draw(fc.constantFrom, ...HEADER_TWISTS);
  return [headers, `header ${Object.keys(headers).join()}`];
}
