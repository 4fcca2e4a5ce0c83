import { parseArgs } from 'node:util';
import { enter } from '../lib/entry.mjs';
import { withServedPage } from '../lib/site/served-page.mjs';

const HELP = `npm run fluidity -- [options]

How fluid the page stays: trains in headless Chromium while the gallery is scrolled, and prints the time between animation
frames, main-thread tasks over 50 ms, how soon the worker answers, how much a page that looks into the network slows training,
and the page's memory after garbage collection, every five epochs.

  --epochs N   epochs of the long run (30)
  --json       print one JSON object
  --help       show this
`;

/** Turns of each kind of page, and epochs in a turn, of which the first does not count. */
const ROUNDS = 12;
const EPOCHS = 4;
/** How often each question is asked of a worker that trains. */
const QUESTIONS = 40;
/** Wheel turns while frames are timed, and what one moves, in CSS pixels. */
const TURNS = 200;
const TURN = 60;

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
    return;
  }
  const epochs = Number(values.epochs);
  const figures = await withServedPage('fluidity', async ({ browser, url }) => ({
    ...(await scrollWhileTraining(browser, url)),
    answers: await answerTimes(browser, url),
    memory: await memoryByEpoch(browser, url, epochs),
    epochSeconds: await epochSeconds(browser, url),
  }));
  if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else process.stdout.write(report(figures));
});

async function open(browser, url, view = 'full') {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, serviceWorkers: 'block' });
  await page.addInitScript(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) globalThis.longTasks.push([startTime, duration]);
    }).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(url);
  await page.locator('fmnist-trainer').evaluate((trainer, wanted) => {
    trainer.view = wanted;
  }, view);
  return page;
}

function train(page, epochs) {
  return page.locator('fmnist-trainer').evaluate((trainer, count) => {
    trainer.epochs = count;
    void trainer.train();
  }, epochs);
}

function untilEpoch(page, epoch) {
  const done = (count) => document.querySelector('fmnist-trainer').history.length >= count;
  return page.waitForFunction(done, epoch, { timeout: 300_000 });
}

/** Frames and long tasks while the gallery is scrolled up and down during a run. */
async function scrollWhileTraining(browser, url) {
  const page = await open(browser, url);
  await train(page, 100_000);
  await untilEpoch(page, 2);
  await page.locator('fmnist-sample-gallery').scrollIntoViewIfNeeded();
  const box = await page.locator('fmnist-sample-gallery').boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + Math.min(box.height, 600) / 2);
  await page.evaluate(() => {
    globalThis.frames = [];
    globalThis.scrolledFrom = performance.now();
    let before = performance.now();
    const frame = (now) => {
      globalThis.frames.push(now - before);
      before = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  for (let turn = 0; turn < TURNS; turn++) await page.mouse.wheel(0, Math.floor(turn / 20) % 2 ? -TURN : TURN);
  const { frames, tasks } = await page.evaluate(() => ({
    frames: globalThis.frames.slice(2),
    tasks: globalThis.longTasks.filter(([began]) => began >= globalThis.scrolledFrom),
  }));
  await page.close();
  const sorted = frames.sort((a, b) => a - b);
  const quantile = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return {
    frames: { count: frames.length, median: quantile(0.5), p95: quantile(0.95), longest: quantile(1) },
    longTasks: tasks.map(([, duration]) => duration),
  };
}

/** Bytes of the page's heap after a garbage collection, at the start and every five epochs. */
async function memoryByEpoch(browser, url, epochs) {
  const page = await open(browser, url);
  const session = await page.context().newCDPSession(page);
  const rows = [];
  await page.locator('fmnist-trainer').evaluate((trainer, count) => {
    trainer.epochs = count;
    void trainer.step('epoch');
  }, epochs + 1);
  for (let epoch = 5; epoch <= epochs; epoch += 5) {
    for (let next = epoch - 4; next <= epoch; next++) {
      await untilEpoch(page, next);
      if (next === epoch) break;
      await page.waitForFunction(() => document.querySelector('fmnist-trainer').state === 'paused');
      await page.locator('fmnist-trainer').evaluate((trainer) => trainer.step('epoch'));
    }
    await page.waitForFunction(() => document.querySelector('fmnist-trainer').state === 'paused');
    await page.waitForTimeout(500);
    await session.send('HeapProfiler.collectGarbage');
    rows.push({ epoch, bytes: (await session.send('Runtime.getHeapUsage')).usedSize });
    if (epoch < epochs) await page.locator('fmnist-trainer').evaluate((trainer) => trainer.step('epoch'));
  }
  await page.close();
  return rows;
}

/** Milliseconds from a question in the page until the answer is there, while the worker trains on one thread. */
async function answerTimes(browser, url) {
  const page = await openOnOneThread(browser, url);
  await train(page, 100_000);
  await untilEpoch(page, 1);
  const answers = await page.locator('fmnist-trainer').evaluate(async (trainer, questions) => {
    const image = new Uint8Array(784).fill(90);
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const timed = async (ask, times) => {
      const began = performance.now();
      await ask();
      times.push(performance.now() - began);
    };
    const times = { predict: [], pause: [], stop: [] };
    for (let i = 0; i < questions; i++) {
      // At moments that fall anywhere in an epoch, which takes less than a second.
      await wait(100 + ((i * 271) % 500));
      await timed(() => trainer.predict(image), times.predict);
      await timed(() => trainer.pause(), times.pause);
      trainer.resume();
    }
    for (let i = 0; i < questions / 4; i++) {
      if (i > 0) void trainer.train();
      await wait(600 + ((i * 271) % 500));
      await timed(() => trainer.stop(), times.stop);
    }
    return times;
  }, QUESTIONS);
  await page.close();
  return Object.fromEntries(
    Object.entries(answers).map(([kind, times]) => [
      kind,
      { median: median(times), longest: Math.max(...times) },
    ]),
  );
}

async function openOnOneThread(browser, url) {
  const page = await open(browser, url, 'charts');
  await page.locator('fmnist-trainer').evaluate((trainer) => {
    trainer.threads = 1;
  });
  return page;
}

/**
 * Seconds of a training epoch with its validation on one thread, medians of a run in which they take turns: with the charts
 * alone, with predictions fifteen times a second and a look at the network three times, and with everything on the screen.
 */
async function epochSeconds(browser, url) {
  const page = await openOnOneThread(browser, url);
  const kinds = ['charts', 'predictions', 'full'];
  await train(page, 1 + ROUNDS * kinds.length * EPOCHS);
  const seconds = { charts: [], predictions: [], full: [] };
  for (let turn = 0, done = 1; turn < ROUNDS * kinds.length; turn++, done += EPOCHS) {
    const kind = kinds[turn % kinds.length];
    await untilEpoch(page, done);
    await page.locator('fmnist-trainer').evaluate(lookFrom, kind);
    await untilEpoch(page, done + EPOCHS);
    const history = await page.locator('fmnist-trainer').evaluate((trainer) => trainer.history);
    seconds[kind].push(...history.slice(done + 1, done + EPOCHS).map((epoch) => epoch.seconds));
  }
  await page.close();
  return Object.fromEntries(Object.entries(seconds).map(([kind, values]) => [kind, median(values)]));
}

/** Runs in the page. `predictions` asks for what a visitor who draws without pause would have asked for. */
function lookFrom(trainer, kind) {
  for (const interval of globalThis.looking ?? []) clearInterval(interval);
  trainer.view = kind === 'full' ? 'full' : 'charts';
  if (kind !== 'predictions') return;
  const image = new Uint8Array(784).fill(90);
  globalThis.looking = [
    setInterval(() => trainer.predict(image, trainer.history.length), 1000 / 15),
    setInterval(() => {
      void trainer.examine(trainer.history.length);
      void trainer.firstLayer(64, trainer.history.length);
    }, 1000 / 3),
  ];
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function report({ frames, longTasks, answers, memory, epochSeconds: { charts, predictions, full } }) {
  const more = (seconds) => `${seconds.toFixed(3)} s (${((seconds / charts - 1) * 100).toFixed(1)} % more)`;
  const ms = (value) => `${value.toFixed(1)} ms`;
  const soon = (kind) => `${kind} ${ms(answers[kind].median)}, at most ${ms(answers[kind].longest)}`;
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
  return [
    `Frames while training and scrolling the gallery: median ${ms(frames.median)}, 95th percentile ${ms(frames.p95)}, longest ${ms(frames.longest)}, of ${frames.count}.`,
    `Main-thread tasks over 50 ms meanwhile: ${longTasks.length === 0 ? 'none' : longTasks.map(ms).join(', ')}.`,
    `Answers of a worker that trains on one thread, median and longest: ${['predict', 'pause', 'stop'].map(soon).join('; ')}.`,
    `An epoch with its validation, on one thread: ${charts.toFixed(3)} s with the charts alone, ${more(predictions)} with predictions fifteen times a second, ${more(full)} with everything on the screen.`,
    'The page’s heap after garbage collection:',
    ...memory.map(({ epoch, bytes }) => `  epoch ${String(epoch).padStart(3)}  ${megabytes(bytes)}`),
    '',
  ].join('\n');
}
