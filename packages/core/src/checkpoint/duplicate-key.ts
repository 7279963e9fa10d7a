/** Finds repeated keys in JSON text: JSON.parse keeps the last one without a word, which lets a file say two things. */

/**
 * Returns a key that stands twice in the same object, or undefined.
 *
 * @param json valid JSON; this looks at strings and brackets only
 */
export function findDuplicateKey(json: string): string | undefined {
  const open: (Set<string> | undefined)[] = []; // one per open bracket: the keys of an object, nothing for a list
  const pieces = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/g;
  for (const [piece, colon] of json.matchAll(pieces)) {
    if (piece === '{') open.push(new Set());
    else if (piece === '[') open.push(undefined);
    else if (piece === '}' || piece === ']') open.pop();
    else if (colon !== undefined) {
      const key: string = JSON.parse(piece.slice(0, -colon.length));
      const keys = open.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
}
