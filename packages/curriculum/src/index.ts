/** For tools that read lesson folders (Node only). The site imports `./public`, the server `./public` and `./secret`. */
export { type Course, loadCourse } from './load-course.ts';
export { CurriculumError, type Problem } from './problem.ts';
