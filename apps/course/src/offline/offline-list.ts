/** What the build says a device may keep. */
export interface OfflineList {
  /** Changes with any page or file. */
  readonly version: string;
  /** Addresses of pages, by language. */
  readonly zh: readonly string[];
  readonly en: readonly string[];
  /** Scripts, WebAssembly, styles and fonts, with their content's hash in the name. */
  readonly files: readonly string[];
  /** The search index, by language; empty where the site was built without one. */
  readonly search: { readonly zh: readonly string[]; readonly en: readonly string[] };
}
