/**
 * Turns the course into the text of the three modules that other packages import. Every exported name is listed here:
 * what isn't named doesn't leave, so a new field of the course can't slip into the browser by itself.
 */
import type { Course } from './load-course.ts';
import type { CoursePassages } from './load-passages.ts';

/** Returns the JavaScript of `@glassbox/curriculum/public`. */
export function publicModule({ modules, lessons, glossary, sources, publicQuizzes }: Course): string {
  return moduleText({ modules, lessons, glossary, sources, publicQuizzes });
}

/** Returns the JavaScript of `@glassbox/curriculum/secret`. */
export function secretModule({ secretQuizzes }: Course): string {
  return moduleText({ secretQuizzes });
}

/** Returns the JavaScript of `@glassbox/curriculum/passages`. */
export function passagesModule({ lessonPassages, glossaryPassages }: CoursePassages): string {
  return moduleText({ lessonPassages, glossaryPassages });
}

function moduleText(exports: Record<string, unknown>): string {
  const lines = Object.entries(exports).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`);
  return `// Written by the build of @glassbox/curriculum from lessons/.\n${lines.join('\n')}\n`;
}
