/**
 * The author's half of the dev server: the lessons come straight from their folders, drafts included, and follow every
 * save; beside the pages it answers what the panel asks. A part of `astro dev` alone: nothing here is ever built.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { type CheckedCourse, checkCourse, publicModule } from '@glassbox/curriculum';
import { score } from '@glassbox/quiz/score';
import type { Plugin, ViteDevServer } from 'vite';
import { AUTHORING_PATH, type TriedAnswer, type TriedResult } from './contract.ts';
import { errorPage } from './error-page.ts';
import { lessonView, problemsOf } from './lesson-view.ts';

const PUBLIC = '@glassbox/curriculum/public';
const VIRTUAL = '\0glassbox-authoring:public';
const WATCHED = /\.(mdx|yaml)$/;
/** Keys are for the person at this computer, also when `--host` opens the pages to others. */
const LOOPBACK = /^(::1|127\.|::ffff:127\.)/;

/** Returns the plugin for the lessons of the package in `root`. */
export function previewPlugin(root: string): Plugin {
  let course: CheckedCourse | undefined;
  const read = (): CheckedCourse => {
    course ??= checkCourse(root, { drafts: true });
    return course;
  };
  return {
    name: 'glassbox-authoring',
    enforce: 'pre',
    resolveId: (id) => (id === PUBLIC ? VIRTUAL : undefined),
    load: (id) => (id === VIRTUAL ? publicModule(read().course) : undefined),
    configureServer(server) {
      server.watcher.add([join(root, 'lessons'), join(root, 'glossary.yaml'), join(root, 'modules.yaml')]);
      server.watcher.on('all', (_event, file) => {
        if (!file.startsWith(root) || !WATCHED.test(file)) return;
        course = undefined;
        reload(server);
      });
      server.middlewares.use((request, response, next) => {
        answer(read, request, response).then((done) => done || next(), next);
      });
    },
  };
}

/** What a page imported from the lessons is stale in every environment that has it. */
function reload(server: ViteDevServer): void {
  for (const environment of Object.values(server.environments)) {
    const module = environment.moduleGraph.getModuleById(VIRTUAL);
    if (module) environment.moduleGraph.invalidateModule(module);
  }
  server.ws.send({ type: 'full-reload' });
}

/** Returns whether the request was the author's and is answered. */
async function answer(read: () => CheckedCourse, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const [, prefix, slug] = /^(\/en)?\/lessons\/([^/]+)$/.exec(pathname) ?? [];
  if (slug !== undefined && read().unreadable.has(slug)) {
    const folder = [...read().problems].map(({ file }) => file.split('/')[1]).find((name) => name?.slice(3) === slug);
    const errors = problemsOf(read().problems, folder).filter(({ level }) => level === 'error');
    send(response, 200, 'text/html; charset=utf-8', errorPage(errors, prefix ? 'en' : 'zh'));
    return true;
  }
  if (!pathname.startsWith(`${AUTHORING_PATH}/`)) return false;
  if (!LOOPBACK.test(request.socket.remoteAddress ?? '')) {
    send(response, 403, 'text/plain', 'The author’s panel is for this computer only.');
  } else if (request.method === 'POST' && pathname === `${AUTHORING_PATH}/grade`) {
    sendJson(response, tryAnswer(read(), JSON.parse(await readText(request))));
  } else {
    const view = lessonView(read(), pathname.slice(AUTHORING_PATH.length + 1));
    if (view) sendJson(response, view);
    else send(response, 404, 'text/plain', 'No such lesson.');
  }
  return true;
}

/** Grades by the key in the file; nothing is stored. */
function tryAnswer({ course }: CheckedCourse, tried: TriedAnswer): TriedResult | undefined {
  const quiz = course.secretQuizzes[tried.lesson];
  const question = quiz?.questions.find(({ id }) => id === tried.questionId);
  const secret = quiz?.variants?.[tried.questionId]?.[tried.variant] ?? question;
  if (secret === undefined) return undefined;
  const result = score(secret, tried.response);
  return result.verdict === 'ungraded' ? { verdict: 'ungraded', problem: result.problem.text } : result;
}

function sendJson(response: ServerResponse, value: unknown): void {
  send(response, value === undefined ? 404 : 200, 'application/json', JSON.stringify(value ?? null));
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  });
  response.end(body);
}
