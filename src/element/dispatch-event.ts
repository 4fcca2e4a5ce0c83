import type { TrainerEvent, TrainerEventOf } from '../../worker/protocol';
import type { FmnistTrainerEventMap } from './events';

type Detail<T extends TrainerEvent['type']> = FmnistTrainerEventMap[`fmnist-${T}`]['detail'];

function withoutType<E extends TrainerEvent>({ type, ...detail }: E): Omit<E, 'type'> {
  return detail;
}

/** The detail of the DOM event that reports each of the trainer's events. */
const DETAILS: { readonly [T in TrainerEvent['type']]: (event: TrainerEventOf<T>) => Detail<T> } = {
  state: withoutType,
  summary: ({ summary, runId }) => ({ ...summary, runId }),
  ready: withoutType,
  progress: ({ progress, runId }) => ({ ...progress, runId }),
  epoch: ({ epoch, keptEpochs, runId }) => ({ ...epoch, keptEpochs, runId }),
  engine: ({ engine, runId }) => ({ ...engine, runId }),
  'learning-rate': withoutType,
  model: ({ model, runId }) => ({ ...model, runId }),
  storage: withoutType,
  error: ({ error, runId }) => ({ ...error, runId }),
};

/** Reports an event of the trainer to the page, as a DOM event `fmnist-…` of its element. */
export function dispatchTrainerEvent(element: HTMLElement, event: TrainerEvent): void {
  const detailOf = DETAILS[event.type] as (event: TrainerEvent) => object;
  const init = { detail: detailOf(event), bubbles: true, composed: true };
  element.dispatchEvent(new CustomEvent(`fmnist-${event.type}`, init));
}
