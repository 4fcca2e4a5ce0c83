import { formatAccuracy, formatCount } from '../../language/format-numbers';
import type { RunState } from '../../state/run-state';
import { ANNOUNCEMENT } from './announcements.wording';
import { describeStatus } from './status-facts';

/** The text for a screen reader about a change; null if the change is not worth one. */
export function announce(before: RunState, now: RunState): string | null {
  if (before.state !== now.state) return announceState(now);
  if (now.opened && before.opened !== now.opened) return describeStatus(now).sentence;
  const epochs = now.run?.history.epochs ?? [];
  const last = epochs.at(-1);
  if (!last || last === before.run?.history.epochs.at(-1) || now.run?.runId !== now.runId) return null;
  return ANNOUNCEMENT.epoch(
    formatCount(last.epoch),
    formatCount(last.epochs),
    formatAccuracy(last.valAccuracy),
  );
}

function announceState(now: RunState): string | null {
  switch (now.state) {
    case 'idle':
      return ANNOUNCEMENT.reset;
    case 'loading':
      return ANNOUNCEMENT.loading;
    case 'training':
      return ANNOUNCEMENT.training;
    case 'paused':
      return ANNOUNCEMENT.paused;
    case 'finished':
    case 'stopped':
      return describeStatus(now).sentence;
    // The error panel is an alert itself.
    case 'failed':
      return null;
  }
}
