import type { LoadingProgress, RunSummary, TrainingProgress } from '../../../worker/protocol';
import {
  formatAccuracy,
  formatCount,
  formatDuration,
  formatLoss,
  formatMegabytes,
  formatMegabytesBare,
  formatTimeLeft,
  UNKNOWN,
} from '../../language/format-numbers';
import { bestEpoch } from '../../state/metric-history';
import type { RunRecord, RunState } from '../../state/run-state';
import { FACTS, finishedSentence, STATUS } from './status.wording';

/** One figure with its name. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** What the progress line shows: one sentence, the finished share (0 to 1), and up to six figures. */
export interface StatusFacts {
  readonly sentence: string;
  readonly share: number;
  readonly facts: readonly Fact[];
}

/** Describes the state in words and figures. */
export function describeStatus(state: RunState): StatusFacts {
  const run = state.run?.runId === state.runId ? state.run : null;
  switch (state.state) {
    case 'idle':
      return { sentence: state.opened ? STATUS.opened : STATUS.idle, share: 0, facts: progressFacts(null) };
    case 'loading':
      return describeLoading(state.loading);
    case 'training':
      return describeTraining(run?.progress ?? null, state.loading);
    case 'paused':
      return { ...describeTraining(run?.progress ?? null, null), sentence: STATUS.paused };
    case 'failed':
      return {
        sentence: state.run && !run ? STATUS.failedBeforeKept : STATUS.failed,
        share: 0,
        facts: progressFacts(run?.progress ?? null),
      };
    case 'stopped':
    case 'finished':
      return run?.summary
        ? describeEnd(run, run.summary)
        : { sentence: STATUS.stoppedEarly, share: 0, facts: progressFacts(null) };
  }
}

function describeLoading(loading: LoadingProgress | null): StatusFacts {
  const facts = progressFacts(null);
  if (!loading) return { sentence: STATUS.starting, share: 0, facts };
  const { unit, loaded, total, isHostBusy } = loading;
  let sentence =
    unit === 'images'
      ? STATUS.loadingImages(formatCount(loaded), formatCount(total))
      : total > 0
        ? STATUS.loadingBytes(...bytesAndTime(loading))
        : waitingSentence(loading);
  if (isHostBusy) sentence = STATUS.hostBusy;
  return { sentence, share: total > 0 ? Math.min(loaded / total, 1) : 0, facts };
}

const bytesAndTime = ({ loaded, total, elapsedMs }: LoadingProgress) =>
  [formatMegabytesBare(loaded), formatMegabytes(total), formatDuration(elapsedMs / 1000)] as const;

/** Names the images that the run waits for, and the bytes that have arrived, if any are downloaded here. */
function waitingSentence(loading: LoadingProgress): string {
  const { waitingFor, total, isHostBusy } = loading;
  if (isHostBusy) return STATUS.hostBusy;
  if (!waitingFor) return STATUS.starting;
  const say = waitingFor.split === 'train' ? STATUS.waiting : STATUS.waitingForTest;
  const waiting = say(formatCount(waitingFor.first), formatCount(waitingFor.last));
  return total > 0 ? `${waiting} ${STATUS.downloaded(...bytesAndTime(loading))}` : waiting;
}

function describeTraining(progress: TrainingProgress | null, loading: LoadingProgress | null): StatusFacts {
  const facts = progressFacts(progress);
  const share = progress ? shareDone(progress) : 0;
  if (loading?.waitingFor) return { sentence: waitingSentence(loading), share, facts };
  if (!progress) return { sentence: STATUS.trainingStarts, share, facts };
  const { stage, epoch, epochs } = progress;
  const say = stage === 'training' ? STATUS.training : STATUS.validating;
  return { sentence: say(formatCount(epoch), formatCount(epochs)), share, facts };
}

/** Only training steps move the bar. Validation changes no weight and does not move it. */
function shareDone({ stage, epoch, epochs, step, steps }: TrainingProgress): number {
  const ofEpoch = stage === 'training' ? step / steps : 1;
  return (epoch - 1 + ofEpoch) / epochs;
}

function progressFacts(progress: TrainingProgress | null): Fact[] {
  const { some } = FACTS;
  return [
    fact(FACTS.epoch, progress && some(formatCount(progress.epoch), formatCount(progress.epochs))),
    fact(FACTS.step, progress && some(formatCount(progress.step), formatCount(progress.steps))),
    fact(FACTS.loss, progress && formatLoss(progress.loss)),
    fact(FACTS.accuracy, progress && formatAccuracy(progress.accuracy)),
    fact(FACTS.speed, progress && formatCount(progress.imagesPerSecond)),
    fact(FACTS.timeLeft, progress && formatTimeLeft(progress.remainingMs / 1000)),
  ];
}

function describeEnd(run: RunRecord, summary: RunSummary): StatusFacts {
  const { config, history, progress } = run;
  const last = history.epochs.at(-1);
  const best = bestEpoch(history.epochs);
  const epochs = formatCount(summary.epochs);
  const planned = formatCount(config.epochs);
  const time = formatDuration(summary.seconds);
  const { stopAt, monitor } = config;
  const patience = formatCount(config.patience);
  const finished = summary.state === 'finished';
  return {
    sentence: finished
      ? finishedSentence(summary.reason, { epochs, time, stopAt, monitor, patience })
      : STATUS.stopped(epochs, planned, time),
    share: finished ? 1 : progress ? shareDone(progress) : 0,
    facts: [
      fact(FACTS.epochs, FACTS.some(epochs, planned)),
      fact(FACTS.time, time),
      fact(FACTS.finalValidation, last && formatAccuracy(last.valAccuracy)),
      fact(
        FACTS.bestValidation,
        best && FACTS.atEpoch(formatAccuracy(best.valAccuracy), formatCount(best.epoch)),
      ),
      fact(FACTS.speed, last && formatCount(last.imagesPerSecond)),
      // Without a validation split, the validation images are the test images.
      ...(summary.test ? [fact(FACTS.test, formatAccuracy(summary.test.accuracy))] : []),
    ],
  };
}

function fact(label: string, value: string | null | undefined): Fact {
  return { label, value: value || UNKNOWN };
}
