/** Places a term's card beside its word and opens it on hover and focus. Pressing and Escape are the browser's own popover. */

const GAP_PX = 8;
const EDGE_PX = 16;
const HOVER_DELAY_MS = 140;
const LEAVE_DELAY_MS = 220;

/** Brings every `[data-term]` of the page to life. */
export function startTermCards(): void {
  for (const word of document.querySelectorAll<HTMLButtonElement>('[data-term]')) {
    const card = document.getElementById(word.getAttribute('popovertarget') ?? '');
    if (card) connect(word, card);
  }
}

function connect(word: HTMLElement, card: HTMLElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (ms: number, action: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(action, ms);
  };
  const hide = (): void => card.hidePopover();
  const show = (): void => {
    if (!card.matches(':popover-open')) card.showPopover();
  };
  card.addEventListener('toggle', (event) => {
    if ((event as ToggleEvent).newState === 'open') place(word, card);
  });
  for (const element of [word, card]) {
    element.addEventListener('pointerenter', (event) => {
      if (event.pointerType === 'mouse') later(HOVER_DELAY_MS, show);
    });
    element.addEventListener('pointerleave', (event) => {
      if (event.pointerType === 'mouse') later(LEAVE_DELAY_MS, hide);
    });
  }
  word.addEventListener('focus', () => {
    if (word.matches(':focus-visible')) show();
  });
  word.addEventListener('blur', hide);
  addEventListener('scroll', () => card.matches(':popover-open') && hide(), { passive: true });
}

/** Under the word, or above it when there is no room; never past the window's edges. */
function place(word: HTMLElement, card: HTMLElement): void {
  const at = word.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const left = Math.min(Math.max(at.left - EDGE_PX, EDGE_PX), innerWidth - width - EDGE_PX);
  const below = at.bottom + GAP_PX;
  const fits = below + height + EDGE_PX < innerHeight;
  card.style.left = `${left}px`;
  card.style.top = `${fits ? below : at.top - GAP_PX - height}px`;
}
