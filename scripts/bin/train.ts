import { parseArgs } from 'node:util';
import {
  ATTRIBUTES,
  CONFIG_KEYS,
  type ConfigKey,
  type RunConfigInput,
  TrainerError,
  type TrainerEvent,
} from '../../worker/protocol';
import { ExpectedError, enter } from '../lib/entry.mjs';
import { dataFolder } from '../lib/node/data-folder';
import { nodeSession } from '../lib/node/node-session';
import { jsonReport, type TrainingReport, terminalReport } from '../lib/node/training-report';

const HELP = `npm run train -- [options]

Trains in this process with the worker's own code, without a page.

  --json                 print one JSON line an epoch: epoch, trainLoss, trainAccuracy, valLoss, valAccuracy, seconds;
                         with --validation-split one more at the end: testLoss, testAccuracy
  --data FOLDER          a folder or URL with the data, or drawn-garments
  --help                 show this

and the element's settings:

  ${settingNames()
    .map((name) => `--${name}`)
    .join(', ')}
`;

/** Exit code of a run that was ended with Ctrl-C. */
const STOPPED = 130;

/** The element's attributes as options, except where the data is (`--data`); `hidden-units` is `--hidden` here. */
function optionOf(key: ConfigKey): string {
  return key === 'hiddenUnits' ? 'hidden' : ATTRIBUTES[key];
}

function settingNames(): readonly string[] {
  return CONFIG_KEYS.filter((key) => key !== 'dataSrc').map(optionOf);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      ...Object.fromEntries(settingNames().map((name) => [name, { type: 'string' as const }])),
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const settings = CONFIG_KEYS.map((key) => [key, values[optionOf(key) as keyof typeof values]] as const);
  const config: RunConfigInput = {
    ...Object.fromEntries(settings),
    dataSrc: await dataFolder(values.data as string | undefined),
  };
  const report = values.json ? jsonReport(process.stdout) : terminalReport(process.stdout, process.stderr);
  await train(config, report);
  return 0;
}

async function train(config: RunConfigInput, report: TrainingReport): Promise<void> {
  const session = nodeSession((event: TrainerEvent) => report.event(event));
  const stopOnce = () => void session.stop().catch(() => {});
  process.once('SIGINT', stopOnce);
  try {
    const summary = await session.train(config);
    report.end(summary);
    if (summary.state === 'stopped') process.exitCode = STOPPED;
  } catch (thrown) {
    const { code, message, got, expected, remedy } = TrainerError.from(thrown);
    throw new ExpectedError(`${message} [${code}]\n  got       ${got}\n  expected  ${expected}\n  ${remedy}`);
  } finally {
    process.removeListener('SIGINT', stopOnce);
    await session.reset();
  }
}

void enter(main);
