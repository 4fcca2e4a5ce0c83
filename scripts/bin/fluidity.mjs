/** @import { Visit } from '../measure/first-visit.mjs' */
import { parseArgs } from 'node:util';
import { ExpectedError, enter } from '../lib/entry.mjs';
import { withServedPage } from '../lib/site/served-page.mjs';
import { answerTimes } from '../measure/answers.mjs';
import { VIEWS } from '../measure/element-heights.mjs';
import { firstVisit } from '../measure/first-visit.mjs';
import { judgeFluidity, judgeVisits } from '../measure/fluidity-goals.mjs';
import { memoryByEpoch } from '../measure/memory.mjs';
import { scrollWhileTraining } from '../measure/scrolling.mjs';
import { watchedEpochs } from '../measure/watched-epochs.mjs';

const HELP = `npm run fluidity -- [options]

Measures how fluid the page stays in headless Chromium. First, the CPU time of each main-thread task in eight first visits, one for each
view and for 1 and 2 threads, from Chromium's trace, with what the longest tasks did. Then, while it trains: the time between animation frames and main-thread tasks
over 50 ms while the gallery is scrolled, how soon the worker answers, how much a page that looks into the network slows
training, and the page's memory after garbage collection, every five epochs.

Exits with code 1 if a task of a first visit uses more than 20 ms of CPU time, or if a main-thread task or an answer takes longer than 50 ms.

  --first-visit   only the first visits
  --view VIEW     only the first visits with this view
  --epochs N      epochs of the run in which memory is measured (default 30)
  --json          print one JSON object
  --help          show this
`;

await enter(async () => {
  const { values } = parseArgs({
    options: {
      'first-visit': { type: 'boolean', default: false },
      view: { type: 'string' },
      epochs: { type: 'string', default: '30' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const epochs = Number(values.epochs);
  if (!Number.isInteger(epochs) || epochs < 5) {
    throw new ExpectedError(
      `--epochs is ${JSON.stringify(values.epochs)}; expected a whole number of at least 5.`,
    );
  }
  const views = VIEWS.filter((view) => values.view === undefined || values.view === view);
  if (views.length === 0) {
    throw new ExpectedError(`--view is ${JSON.stringify(values.view)}; expected ${VIEWS.join(', ')}.`);
  }
  const figures = await withServedPage('fluidity', async ({ browser, url }) => {
    /** @type {Visit[]} */
    const visits = [];
    for (const view of views)
      for (const threads of [1, 2]) visits.push(await firstVisit(browser, url, { view, threads }));
    if (values['first-visit'] || values.view) return { visits, training: null };
    const training = {
      ...(await scrollWhileTraining(browser, url)),
      answers: await answerTimes(browser, url),
      memory: await memoryByEpoch(browser, url, epochs),
      epochSeconds: await watchedEpochs(browser, url),
    };
    return { visits, training };
  });
  const visits = judgeVisits(figures.visits);
  const training = figures.training && judgeFluidity(figures.training);
  const goals = { firstVisits: visits.isMet, ...training?.goals };
  const json = { visits: figures.visits, ...figures.training, goals };
  process.stdout.write(values.json ? `${JSON.stringify(json)}\n` : visits.report + (training?.report ?? ''));
  return Object.values(goals).every(Boolean) ? 0 : 1;
});
