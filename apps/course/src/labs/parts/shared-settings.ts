/**
 * Settings that travel in an address: `?lab=microscope&set=…`, the JSON in base64url. A lab says of each of its choices whether it
 * goes along. Both ends keep to it: what stays is not written, and when an old or a forged link brings it all the same it is not read.
 */

/** `setting` goes along, `text` too, and the sender is told so; `own` stays with whoever chose or made it. */
type Travels = 'setting' | 'text' | 'own';

/** A prediction is one's own, and so is the device that computes. */
type AlwaysOwn = 'guess' | 'backend';

/** What the link to a lab carries: the lab's name and, of each of its choices, whether it travels. */
export interface LabLink<T> {
  readonly lab: string;
  readonly fields: { readonly [K in keyof T]-?: K extends AlwaysOwn ? 'own' : Travels };
}

const LAB = 'lab';
const SET = 'set';
/** Longer addresses get cut by mail programs and chat apps. */
const LONGEST = 1_800;

/** Returns the address of a page with what travels of a lab's choices in it, or undefined when that is too long. */
export function linkTo<T extends object>(link: LabLink<T>, choices: T, page: string): string | undefined {
  const address = new URL(page);
  address.searchParams.set(LAB, link.lab);
  address.searchParams.set(SET, toBase64Url(JSON.stringify(pick(choices, link, ['setting', 'text']))));
  address.hash = `lab-${link.lab}`;
  return address.href.length <= LONGEST ? address.href : undefined;
}

/**
 * Returns what an address carries for a lab and may carry, unchecked otherwise: the lab's `readChoices` decides. Undefined when there is
 * nothing or it is damaged.
 */
export function settingsIn<T extends object>(page: string, link: LabLink<T>): object | undefined {
  const query = new URL(page).searchParams;
  const set = query.get(SET);
  if (query.get(LAB) !== link.lab || set === null) return undefined;
  try {
    const json: unknown = JSON.parse(fromBase64Url(set));
    return typeof json === 'object' && json !== null ? pick(json, link, ['setting', 'text']) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the address without the settings of this lab; those of another stay, it may not be awake yet. */
export function withoutSettings<T>(page: string, { lab }: LabLink<T>): string {
  const address = new URL(page);
  if (address.searchParams.get(LAB) !== lab) return page;
  address.searchParams.delete(LAB);
  address.searchParams.delete(SET);
  return address.href;
}

/** Returns those of a lab's choices that never travel. */
export function ownIn<T extends object>(choices: T, link: LabLink<T>): Partial<T> {
  return pick(choices, link, ['own']);
}

/** Whether a link takes along a text that the learner may have typed. */
export function takesText<T>({ fields }: LabLink<T>): boolean {
  return Object.values(fields).includes('text');
}

function pick<T>(from: object, { fields }: LabLink<T>, kinds: readonly Travels[]): Partial<T> {
  const isWanted = new Set(
    Object.entries<Travels>(fields).flatMap(([name, kind]) => (kinds.includes(kind) ? [name] : [])),
  );
  // Only fields of T are left, each as it was in `from`.
  return Object.fromEntries(Object.entries(from).filter(([name]) => isWanted.has(name))) as Partial<T>;
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
