import type { APIRoute } from 'astro';
import { robotsText } from '../discovery/hidden-pages.ts';

export const GET: APIRoute = ({ site }) => new Response(robotsText(site));
