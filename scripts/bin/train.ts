import { parseArgs } from 'node:util';
import { type RunConfigInput, TrainerError, type TrainerEvent } from '../../worker/protocol';
import { ExpectedError, enter } from '../lib/entry.mjs';
import { dataFolder } from '../lib/node/data-folder';
import { nodeSession } from '../lib/node/node-session';
import { settingsOf, TRAIN_OPTIONS, textOfError, trainHelp } from '../lib/node/train-options';
import { jsonReport, type TrainingReport, terminalReport } from '../lib/node/training-report';

/** Exit code of a run that was ended with Ctrl-C. */
const STOPPED = 130;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: TRAIN_OPTIONS });
  if (values.help) {
    process.stdout.write(trainHelp());
    return 0;
  }
  const config: RunConfigInput = { ...settingsOf(values), dataSrc: await dataFolder(values.data) };
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
    throw new ExpectedError(textOfError(TrainerError.from(thrown)));
  } finally {
    process.removeListener('SIGINT', stopOnce);
    await session.reset();
  }
}

void enter(main);
