import { describe, expect, test } from 'vitest';
import { guideFolder, placesOfPanels } from '../../../scripts/build/lesson-places.mjs';
import { LESSON_FILES } from '../../../scripts/guide/lesson/lesson-files.mjs';
import { STEP_LINES } from '../../../scripts/guide/step-lines.mjs';
import { STEP } from '../../../src/views/step/step.wording';
import { WORDS } from '../../../src/views/step/step-words-ko';

describe('the link from a panel to the lesson', () => {
  test('names the step of the lesson that shows the panel, for every panel', () => {
    const places = placesOfPanels();
    expect(places).toEqual({
      forward: 'step-1',
      pipeline: 'step-2',
      loss: 'step-3',
      tape: 'step-4',
      optimizer: 'step-4',
      metric: 'step-5',
    });
    expect(Object.keys(places).sort()).toEqual(Object.keys(STEP_LINES).sort());
  });

  test('names the page of the lesson in the language of the screen', () => {
    expect({ en: STEP.lessonPage, ko: WORDS.lessonPage }).toEqual(LESSON_FILES);
  });

  test.each([
    ['', ''],
    ['https://trainer.example', 'https://trainer.example/'],
    ['https://trainer.example/guide', 'https://trainer.example/guide/'],
    ['https://trainer.example/guide/', 'https://trainer.example/guide/'],
    ['https://trainer.example/guide/index.html', 'https://trainer.example/guide/'],
    ['https://trainer.example/v1.2/guide?x=1#y', 'https://trainer.example/v1.2/guide/'],
  ])('for the published guide “%s” begins with “%s”', (address, folder) => {
    expect(guideFolder(address)).toBe(folder);
  });
});
