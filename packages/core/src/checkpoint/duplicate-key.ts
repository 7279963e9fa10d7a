/** Finds repeated keys in JSON text: JSON.parse keeps the last one without a word, which lets a file say two things. */

/** Codes of the characters that matter. */
const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];
/** Space, tab, line feed, carriage return. */
const BLANKS = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * Returns a key that stands twice in the same object, or undefined.
 *
 * @param json valid JSON; this looks at strings and brackets only, in one pass however long they are
 */
export function findDuplicateKey(json: string): string | undefined {
  const open: (Set<string> | undefined)[] = []; // one per open bracket: the keys of an object, nothing for a list
  for (let place = 0; place < json.length; place++) {
    const code = json.charCodeAt(place);
    if (code === OPEN_BRACE) open.push(new Set());
    else if (code === OPEN_BRACKET) open.push(undefined);
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) open.pop();
    else if (code === QUOTE) {
      const end = endOfString(json, place);
      const keys = open.at(-1);
      if (keys && isFollowedByColon(json, end)) {
        const key: string = JSON.parse(json.slice(place, end));
        if (keys.has(key)) return key;
        keys.add(key);
      }
      place = end - 1;
    }
  }
  return undefined;
}

/** The place after the quote that ends the string which begins at `start`. */
function endOfString(json: string, start: number): number {
  let place = start + 1;
  while (place < json.length && json.charCodeAt(place) !== QUOTE) {
    place += json.charCodeAt(place) === BACKSLASH ? 2 : 1;
  }
  return place + 1;
}

function isFollowedByColon(json: string, start: number): boolean {
  let place = start;
  while (BLANKS.has(json.charCodeAt(place))) place++;
  return json.charCodeAt(place) === COLON;
}
