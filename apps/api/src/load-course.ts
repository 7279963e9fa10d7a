/** The compiled lessons. Imported at its one call, so that tests and tools run without them. */
import { type Catalogue, createCatalogue } from './catalogue.ts';

/** Returns the course that `@glassbox/curriculum` compiled. */
export async function loadCourse(): Promise<Catalogue> {
  const [{ lessons }, { secretQuizzes }] = await Promise.all([
    import('@glassbox/curriculum/public'),
    import('@glassbox/curriculum/secret'),
  ]);
  return createCatalogue(lessons, secretQuizzes);
}
