import type { ConfigKey, ModelFormat, RunConfigInput } from '../../worker/protocol';
import type { GarmentFilter } from '../garment-filter';

/** What a visitor asks for. The element decides; the views change when the worker has confirmed it. */
export type ViewRequest =
  | { readonly type: 'train' }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'step'; readonly unit: 'batch' | 'epoch' }
  | { readonly type: 'stop' }
  | { readonly type: 'reset' }
  /** Trains again, with some settings changed if the error offered that. */
  | { readonly type: 'retry'; readonly change?: RunConfigInput }
  | { readonly type: 'dismiss-error' }
  | { readonly type: 'show-setting'; readonly key: ConfigKey }
  | { readonly type: 'change-setting'; readonly key: ConfigKey; readonly value: string | undefined }
  /** Takes a preset's settings, and the lesson's for the rest. */
  | { readonly type: 'apply-preset'; readonly settings: RunConfigInput }
  /** Reads the figures of an epoch in all charts; null goes back to the latest. */
  | { readonly type: 'inspect'; readonly epoch: number | null }
  /** Points at an earlier run; null at none. */
  | { readonly type: 'highlight-run'; readonly runId: number | null }
  /** Shows the network as it was after an epoch; null goes back to now. */
  | { readonly type: 'view-epoch'; readonly epoch: number | null }
  /** Shows other garments in the gallery. */
  | { readonly type: 'filter-garments'; readonly filter: GarmentFilter }
  /** Changes the step size of the run under way. */
  | { readonly type: 'set-learning-rate'; readonly value: string }
  /** Saves a file. */
  | { readonly type: 'download'; readonly file: DownloadName }
  | StorageRequest;

/** What is asked for about stored runs. */
export type StorageRequest =
  /** Goes on with one. */
  | { readonly type: 'continue-run'; readonly id: string }
  | { readonly type: 'delete-run'; readonly id: string }
  /** Takes back what is said about storage. */
  | { readonly type: 'dismiss-note' };

/** The files there are: the network in each format, and the run's history. */
export type DownloadName = ModelFormat | 'csv' | 'json';

/** The requests that take a while: their button shows that it waits. */
export type BusyAction =
  | 'train'
  | 'pause'
  | 'resume'
  | 'step-batch'
  | 'step-epoch'
  | 'stop'
  | 'reset'
  | 'continue'
  | 'delete'
  | 'download';

export const REQUEST = 'fmnist-request';
export type RequestEvent = CustomEvent<ViewRequest>;

/** Sends a request up to the element around the view. */
export function request(view: HTMLElement, detail: ViewRequest): void {
  view.dispatchEvent(new CustomEvent(REQUEST, { detail, bubbles: true }));
}
