import type { EpochReport, RunSummary, TrainerEvent, TrainingProgress } from '../../../worker/protocol';

/** Prints a run to a terminal or a pipe. */
export interface TrainingReport {
  event(event: TrainerEvent): void;
  end(summary: RunSummary): void;
}

/** One line of JSON per epoch, and one for the final evaluation on the test split, if there is one. */
export function jsonReport(out: NodeJS.WritableStream): TrainingReport {
  const write = (line: object) => out.write(`${JSON.stringify(line)}\n`);
  return {
    event(event) {
      if (event.type !== 'epoch') return;
      const { epoch, trainLoss, trainAccuracy, valLoss, valAccuracy, seconds } = event.epoch;
      write({ epoch, trainLoss, trainAccuracy, valLoss, valAccuracy, seconds });
    },
    end({ test }) {
      if (test) write({ testLoss: test.loss, testAccuracy: test.accuracy });
    },
  };
}

/** A progress bar that is redrawn on a terminal (and left out elsewhere), and the lesson's line for each epoch. */
export function terminalReport(out: NodeJS.WritableStream, status: NodeJS.WriteStream): TrainingReport {
  const show = (line: string) => {
    if (status.isTTY) status.write(`\r\x1b[K${line.slice(0, status.columns - 1)}`);
  };
  return {
    event(event) {
      if (event.type === 'ready') {
        const { engine, data, parameterCount } = event;
        const images = data.trainCount.toLocaleString('en');
        const parameters = parameterCount.toLocaleString('en');
        out.write(`${data.name}: ${images} training images. ${engine.label}. ${parameters} parameters.\n`);
      }
      if (event.type === 'engine') {
        show('');
        out.write(`${event.engine.label} from now on.\n`);
      }
      if (event.type === 'progress') {
        const { progress } = event;
        show(
          progress.stage === 'loading'
            ? `${progress.what} … ${progress.isHostBusy ? 'the host is busy and will be asked again' : `${Math.round((100 * progress.loaded) / Math.max(progress.total, 1))} %`}`
            : progressBar(progress),
        );
      }
      if (event.type === 'epoch') {
        show('');
        out.write(`${epochLine(event.epoch)}\n`);
      }
    },
    end({ state, epochs, seconds, test, reason, weightsSha256 }) {
      show('');
      const why = { epochs: 'all epochs done', 'stop-at': 'target reached', patience: 'no more improvement' };
      out.write(
        `${state} after ${epochs} epochs and ${seconds.toFixed(1)} s${reason ? `: ${why[reason]}` : ''}\n`,
      );
      if (test) out.write(`test split: loss ${test.loss.toFixed(4)}, accuracy ${test.accuracy.toFixed(4)}\n`);
      if (weightsSha256) out.write(`weights: SHA-256 ${weightsSha256}\n`);
    },
  };
}

function progressBar({
  stage,
  epoch,
  epochs,
  step,
  steps,
  loss,
  accuracy,
  remainingMs,
}: TrainingProgress): string {
  const width = 24;
  const done = Math.round((step / steps) * width);
  const bar = '█'.repeat(done) + '·'.repeat(width - done);
  const left = `${Math.ceil(remainingMs / 1000)} s left`;
  const metrics = `loss ${loss.toFixed(4)}  accuracy ${accuracy.toFixed(4)}`;
  return `epoch ${epoch}/${epochs} ${stage} ${bar} ${step}/${steps}  ${metrics}  ${left}`;
}

function epochLine({ epoch, trainLoss, trainAccuracy, valLoss, valAccuracy, seconds }: EpochReport): string {
  const number = (value: number) => value.toFixed(4);
  return (
    `Epoch ${epoch}: Train loss: ${number(trainLoss)}  Validation loss: ${number(valLoss)}, ` +
    `Train accuracy: ${number(trainAccuracy)}, Validation accuracy: ${number(valAccuracy)}  (${seconds.toFixed(1)} s)`
  );
}
