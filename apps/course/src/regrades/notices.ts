/**
 * What was regraded for this learner, asked for once per page however many questions want to know. Without a network there
 * is nothing to tell: the notice stays on the server until it was put away.
 */
import { createClient, type RegradeNotice } from '@glassbox/api/client';

const client = createClient('/');
let asked: Promise<RegradeNotice[]> | undefined;

/** Returns the notices, the latest first; none when they can't be fetched. Never rejects. */
export function fetchNotices(): Promise<RegradeNotice[]> {
  asked ??= load();
  return asked;
}

/** Puts a notice away for good. Rejects without a network, and then it comes back on the next visit. */
export async function putAway(id: string): Promise<void> {
  await client.api.regrades[':id'].seen.$post({ param: { id } }, { headers: { 'content-type': 'application/json' } });
}

async function load(): Promise<RegradeNotice[]> {
  try {
    const response = await client.api.regrades.$get();
    return response.ok ? (await response.json()).notices : [];
  } catch {
    return [];
  }
}
