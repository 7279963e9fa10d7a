/**
 * Two ways of working a page: with a mouse and with nothing but a keyboard. Whatever a walk does, it does through one of them, so that every
 * lab and every kind of question can be shown to work by either.
 */
import type { Locator, Page } from '@playwright/test';
import { expect } from '../tests/fixtures.ts';

export interface Hand {
  /** Comes to a part of the page, so that it is in view. */
  arrive(part: Locator): Promise<void>;
  /** Presses a button, a summary or a link. */
  press(target: Locator): Promise<void>;
  /** Chooses a radio button. */
  pick(target: Locator): Promise<void>;
  /** Marks a place: the label around a radio button or checkbox, which covers it. */
  mark(label: Locator): Promise<void>;
  /** Ticks a checkbox that is not ticked. */
  tick(target: Locator): Promise<void>;
  /** Takes the tick off a checkbox that is ticked. */
  untick(target: Locator): Promise<void>;
  /** Writes into a field in place of what is there, and leaves the field. */
  fill(target: Locator, text: string): Promise<void>;
  /** Chooses the option of a list by its value. */
  choose(target: Locator, value: string): Promise<void>;
  /** Moves a slider to its least value. */
  least(target: Locator): Promise<void>;
}

export const mouse: Hand = {
  arrive: (part) => part.scrollIntoViewIfNeeded(),
  press: (target) => target.click(),
  pick: (target) => target.check(),
  mark: (label) => label.click(),
  tick: (target) => target.check(),
  untick: (target) => target.uncheck(),
  async fill(target, text) {
    await target.fill(text);
    await target.blur();
  },
  async choose(target, value) {
    await target.selectOption(value);
  },
  async least(target) {
    await target.fill((await target.getAttribute('min')) ?? '0');
  },
};

/** More stops of the Tab key than any page has. */
const MOST_STOPS = 900;

/**
 * Returns a hand that knows keys only. It goes to a control with Tab or Shift+Tab, as a person does, and fails where Tab does not lead, so that a control
 * without a place in the order, or one that takes the focus captive, is found.
 */
export function keyboard(page: Page): Hand {
  const { keyboard: keys } = page;

  async function arrive(target: Locator): Promise<void> {
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      const way = await wayTo(target);
      if (way === 'here') return;
      await keys.press(way === 'forward' ? 'Tab' : 'Shift+Tab');
    }
    throw new Error(`keyboard: Tab never came to ${target} in ${MOST_STOPS} presses`);
  }

  async function reach(target: Locator): Promise<void> {
    await expect(target).toBeEnabled();
    await arrive(target);
  }

  const hand: Hand = {
    arrive,
    async mark(label) {
      const input = label.locator('input');
      await ((await input.getAttribute('type')) === 'radio' ? hand.pick(input) : hand.tick(input));
    },
    async press(target) {
      await reach(target);
      await keys.press('Enter');
    },
    async pick(target) {
      await expect(target).toBeEnabled();
      await enterGroup(page, target);
      const size = await groupOf(target).count();
      for (let move = 0; move < size && !(await target.isChecked()); move++) {
        await keys.press((await isFocused(target)) ? 'Space' : 'ArrowDown');
      }
      await expect(target).toBeChecked();
    },
    async tick(target) {
      if (await target.isChecked()) return;
      await reach(target);
      await keys.press('Space');
      await expect(target).toBeChecked();
    },
    async untick(target) {
      if (!(await target.isChecked())) return;
      await reach(target);
      await keys.press('Space');
      await expect(target).not.toBeChecked();
    },
    async fill(target, text) {
      await reach(target);
      await keys.press('ControlOrMeta+a');
      await keys.type(text);
      await keys.press('Tab');
    },
    async choose(target, value) {
      await reach(target);
      const places = await target.evaluate((element, wanted) => {
        const { options, selectedIndex } = element as HTMLSelectElement;
        return { from: selectedIndex, to: [...options].findIndex((option) => option.value === wanted) };
      }, value);
      const key = places.to > places.from ? 'ArrowDown' : 'ArrowUp';
      for (let move = 0; move < Math.abs(places.to - places.from); move++) await keys.press(key);
      await expect(target).toHaveValue(value);
    },
    async least(target) {
      await reach(target);
      await keys.press('Home');
      await expect(target).toHaveValue((await target.getAttribute('min')) ?? '0');
    },
  };
  return hand;
}

/** Where the part or control is, as seen from what has the focus; a control is `here` when it has the focus, a part when it holds it. */
const wayTo = (target: Locator) =>
  target.evaluate((element) => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return 'forward';
    if (element.contains(focused)) return 'here';
    return focused.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING ? 'back' : 'forward';
  });

const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** All radio buttons of the group of one. */
const groupOf = (radio: Locator) =>
  radio.locator('xpath=ancestor::*[self::fieldset or self::section or self::form][1]').getByRole('radio');

/** Tab stops once in a group of radio buttons: at the chosen one, or at either end. */
async function enterGroup(page: Page, radio: Locator): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    const way = await radio.evaluate((element) => {
      const focused = document.activeElement;
      const { name } = element as HTMLInputElement;
      if (focused instanceof HTMLInputElement && focused.type === 'radio' && focused.name === name) return 'here';
      if (!focused || focused === document.body) return 'forward';
      const before = focused.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING;
      return before ? 'back' : 'forward';
    });
    if (way === 'here') return;
    await page.keyboard.press(way === 'forward' ? 'Tab' : 'Shift+Tab');
  }
  throw new Error(`keyboard: Tab never came to the group of ${radio} in ${MOST_STOPS} presses`);
}
