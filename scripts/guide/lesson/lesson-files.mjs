/** The lesson's page in each language. */
export const LESSON_FILES = { en: 'lesson.html', ko: 'lesson.ko.html' };
