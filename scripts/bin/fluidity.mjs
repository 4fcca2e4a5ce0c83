import { parseArgs } from 'node:util';
import { ExpectedError, enter } from '../lib/entry.mjs';
import { withServedPage } from '../lib/site/served-page.mjs';
import { answerTimes } from '../measure/answers.mjs';
import { judgeFluidity } from '../measure/fluidity-goals.mjs';
import { memoryByEpoch } from '../measure/memory.mjs';
import { scrollWhileTraining } from '../measure/scrolling.mjs';
import { watchedEpochs } from '../measure/watched-epochs.mjs';

const HELP = `npm run fluidity -- [options]

Measures how fluid the page stays while it trains in headless Chromium: the time between animation frames and main-thread tasks
over 50 ms while the gallery is scrolled, how soon the worker answers, how much a page that looks into the network slows
training, and the page's memory after garbage collection, every five epochs.

Exits with code 1 if a main-thread task or an answer takes longer than 50 ms.

  --epochs N   epochs of the run in which memory is measured (default 30)
  --json       print one JSON object
  --help       show this
`;

await enter(async () => {
  const { values } = parseArgs({
    options: {
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
  const figures = await withServedPage('fluidity', async ({ browser, url }) => ({
    ...(await scrollWhileTraining(browser, url)),
    answers: await answerTimes(browser, url),
    memory: await memoryByEpoch(browser, url, epochs),
    epochSeconds: await watchedEpochs(browser, url),
  }));
  const { report, goals, exitCode } = judgeFluidity(figures);
  process.stdout.write(values.json ? `${JSON.stringify({ ...figures, goals })}\n` : report);
  return exitCode;
});
