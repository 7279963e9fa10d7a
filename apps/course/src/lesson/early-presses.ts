/**
 * What is pressed before an island is awake. A lab stands on the page at once and hears nothing until its script has come, which on a slow line takes
 * seconds: presses and entries of that time are kept, the control says so, and they are carried out in their order once it hears.
 */

/** Set on a control that waits for its island, and on the slot of a lab where something waits or nothing will come. */
const EARLY = 'data-early';
const ASLEEP = 'astro-island[ssr]';
const ENTRY = 'input, select, textarea';

type Replay = () => void;

/** Each control once, so that an impatient second press is not a second press. */
const kept = new WeakMap<Element, Map<Element, Replay>>();

/** Listens on the whole page. Call once. */
export function keepEarlyPresses(): void {
  document.addEventListener('click', keepClick, true);
  document.addEventListener('submit', keepSubmit, true);
  document.addEventListener('input', keepEntry, true);
  document.addEventListener('change', keepEntry, true);
  // Neither event is for the document, but both pass it on their way down.
  document.addEventListener('astro:hydrate', wake, true);
  document.addEventListener('astro:hydration-error', fail, true);
}

function keepClick(event: MouseEvent): void {
  const button = closest(event, 'button');
  if (!(button instanceof HTMLButtonElement) || button.disabled) return;
  keep(button, event, () => button.click());
}

/** Enter in a field of a form: unheard, it would load the page anew. */
function keepSubmit(event: SubmitEvent): void {
  const form = closest(event, 'form');
  if (form instanceof HTMLFormElement) keep(form, event, () => form.requestSubmit());
}

function keepEntry(event: Event): void {
  const field = closest(event, ENTRY);
  if (field) keep(field, event, replayOf(field));
}

/** Waking an island may set a field back to what the server wrote: what was entered is written again, then told. */
function replayOf(field: Element): Replay {
  const tell = () => {
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
  };
  if (field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox')) {
    const { checked } = field;
    return () => {
      field.checked = checked;
      tell();
    };
  }
  if (field instanceof HTMLInputElement && field.type === 'file') return tell;
  if (!isField(field)) return tell;
  const { value } = field;
  return () => {
    field.value = value;
    tell();
  };
}

function keep(control: Element, event: Event, replay: Replay): void {
  const island = control.closest(ASLEEP);
  if (!island) return;
  event.stopPropagation();
  if (event.type === 'click' || event.type === 'submit') event.preventDefault();
  const waiting = kept.get(island) ?? new Map<Element, Replay>();
  // One radio button of a group is chosen last: the others' turn is over.
  for (const other of waiting.keys()) if (other === control || sameGroup(other, control)) drop(waiting, other);
  waiting.set(control, replay);
  kept.set(island, waiting);
  control.setAttribute(EARLY, '');
  const slot = slotOf(island);
  if (slot?.getAttribute(EARLY) !== 'failed') slot?.setAttribute(EARLY, 'waiting');
}

function wake({ target }: Event): void {
  if (!(target instanceof Element)) return;
  const waiting = kept.get(target);
  kept.delete(target);
  slotOf(target)?.removeAttribute(EARLY);
  if (!waiting) return;
  // After the island has read what it keeps on this device.
  setTimeout(() => {
    for (const [control, replay] of [...waiting]) {
      drop(waiting, control);
      if (control.isConnected) replay();
    }
  });
}

function fail({ target }: Event): void {
  if (target instanceof Element) slotOf(target)?.setAttribute(EARLY, 'failed');
}

function drop(waiting: Map<Element, Replay>, control: Element): void {
  waiting.delete(control);
  control.removeAttribute(EARLY);
}

function closest({ target }: Event, selector: string): Element | null {
  return target instanceof Element ? target.closest(selector) : null;
}

function sameGroup(one: Element, other: Element): boolean {
  return (
    one instanceof HTMLInputElement &&
    other instanceof HTMLInputElement &&
    one.type === 'radio' &&
    other.type === 'radio' &&
    one.name === other.name
  );
}

function isField(element: Element): element is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement {
  return element.matches(ENTRY);
}

function slotOf(island: Element): Element | null {
  return island.closest('[data-wakes]');
}
