/** The certificate number in an address. */

const NUMBER = /^\/(?:en\/)?certificates\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/i;

/** Returns the number that an address such as `/en/certificates/…` ends with, in lower case. */
export function numberIn(pathname: string): string | undefined {
  return NUMBER.exec(pathname)?.[1]?.toLowerCase();
}
