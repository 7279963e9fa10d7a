/** A mistake in a lesson that only the site's build can see. It stops the build with what to do about it. */
export class LessonError extends Error {
  override readonly name = 'LessonError';
  readonly code: 'outside-lesson' | 'lesson-file-missing' | 'picture-unknown';

  constructor(code: LessonError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
