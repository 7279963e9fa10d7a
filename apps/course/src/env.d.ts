/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** Set by the lesson page before its MDX renders: what the components inside the text need to know. */
    lesson?: import('./lesson/lesson-context.ts').LessonContext;
  }
}

interface Window {
  /** Resolves once the page has been painted: `layouts/paint-scripts.ts`. */
  readonly painted: Promise<void>;
}
