/** The passages of the course as it ships. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadCourse } from '../src/load-course.ts';
import { loadPassages } from '../src/load-passages.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const course = loadCourse(root);
const { lessonPassages, glossaryPassages } = loadPassages(root, course);
const ready = course.lessons.filter(({ status }) => status === 'ready').map(({ slug }) => slug);

describe('the passages of the course', () => {
  it('cover every ready lesson in both languages, each block with an address of its own', () => {
    expect(Object.keys(lessonPassages).sort()).toEqual(ready.toSorted());
    for (const texts of Object.values(lessonPassages)) {
      for (const { text, blocks } of Object.values(texts)) {
        const anchors = blocks.flatMap(({ anchor }) => anchor ?? []);
        expect(anchors.length).toBeGreaterThan(10);
        expect(new Set(anchors).size).toBe(anchors.length);
        for (const { kind, start, end, anchor } of blocks) {
          if (kind !== 'heading') expect([anchor, text.slice(start, end).trim()]).not.toContain('');
        }
      }
    }
  });

  it('explain each term that is used, at an address in the lesson that uses it first', () => {
    const { text, blocks } = glossaryPassages.zh;
    const bit = blocks.find(({ start, end }) => text.slice(start, end).startsWith('比特：'));
    const lesson = lessonPassages[bit?.lesson ?? '']?.zh;
    const place = lesson?.blocks.find(({ anchor }) => anchor === bit?.anchor);
    expect(lesson?.text.slice(place?.start, place?.end)).toContain('比特');
  });
});
