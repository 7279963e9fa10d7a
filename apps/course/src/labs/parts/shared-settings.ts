/**
 * Settings that travel in an address: `?lab=microscope&set=…`, the JSON in base64url. Whoever opens the link sees the lab as
 * it was sent. What is read is as little trusted as any other input: a lab's own `parse` decides.
 */

const LAB = 'lab';
const SET = 'set';
/** Longer addresses get cut by mail programs and chat apps. */
const LONGEST = 1_800;

/** Returns the address of this page with a lab's settings in it, or undefined when they are too long to travel. */
export function linkTo(lab: string, settings: unknown, page: string): string | undefined {
  const address = new URL(page);
  address.searchParams.set(LAB, lab);
  address.searchParams.set(SET, toBase64Url(JSON.stringify(settings)));
  address.hash = `lab-${lab}`;
  return address.href.length <= LONGEST ? address.href : undefined;
}

/** Returns the JSON that an address carries for this lab; undefined when there is none or it is damaged. */
export function settingsIn(search: string, lab: string): unknown {
  const query = new URLSearchParams(search);
  const set = query.get(SET);
  if (query.get(LAB) !== lab || set === null) return undefined;
  try {
    return JSON.parse(fromBase64Url(set));
  } catch {
    return undefined;
  }
}

function toBase64Url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

function fromBase64Url(text: string): string {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}
