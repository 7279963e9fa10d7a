/** The counted table of the home page's small model, `/mini/zh.json` and `/mini/en.json`: fetched once the page stands. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { successorTable } from '../../home/successors.ts';

export const getStaticPaths = (() => [
  { params: { locale: 'zh' } },
  { params: { locale: 'en' } },
]) satisfies GetStaticPaths;

export const GET: APIRoute = ({ params }) => Response.json(successorTable(params.locale === 'en' ? 'en' : 'zh'));
