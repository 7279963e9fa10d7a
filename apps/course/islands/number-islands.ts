/** The names of islands in the markup of a page. */

const NAMED_ISLAND = /(<astro-island\b[^>]*?\suid=")[^"]*"/g;

/** Returns the page with its islands named 1, 2, … in the order in which they stand. */
export function numberIslands(html: string): string {
  let count = 0;
  return html.replaceAll(NAMED_ISLAND, (_, head: string) => {
    count += 1;
    return `${head}${count}"`;
  });
}
