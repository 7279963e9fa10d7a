/** For tools that read lesson folders (Node only). The site imports `./public`, the server `./public` and `./secret`. */
export { publicModule } from './emit.ts';
export { type CheckedCourse, type Course, checkCourse, loadCourse } from './load-course.ts';
export { CurriculumError, isError, type Problem } from './problem.ts';
