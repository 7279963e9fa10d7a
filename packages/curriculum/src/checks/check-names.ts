/** Pictures and labs are drawn by the site: a name it does not have shows the learner an empty frame. */
import type { Problem } from '../problem.ts';
import type { LessonText } from '../read-mdx.ts';
import { PLACEHOLDER, type SiteFacts } from '../site-facts.ts';

/** Returns a problem at every picture and lab that the site cannot show; in a draft it is a warning. */
export function checkNames(text: LessonText, site: SiteFacts, isDraft: boolean): Problem[] {
  const known = { Picture: site.pictures, Lab: site.labs };
  return text.components.flatMap(({ name, attributes, line, column }): Problem[] => {
    const component = name === 'Picture' || name === 'Lab' ? name : undefined;
    const wanted = attributes.name;
    if (!component || !wanted) return [];
    const names = known[component];
    const isPlaceholder = wanted === PLACEHOLDER;
    if (!isPlaceholder && (names === undefined || names.includes(wanted))) return [];
    const found = isPlaceholder ? `a placeholder, <${name} name="${wanted}">` : `<${name} name="${wanted}">`;
    const choice = names?.filter((each) => each !== PLACEHOLDER).join(', ');
    const needed = `${choice ? `one of ${choice}, or ` : ''}a new one (docs/authoring/pictures-and-labs.md)`;
    return [{ file: text.file, line, column, found, needed, ...(isDraft && { level: 'warning' }) }];
  });
}
