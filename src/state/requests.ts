import type { ConfigKey, RunConfigInput, StepUnit } from '../../worker/protocol';
import type { DownloadName } from './download-names';
import type { GarmentFilter } from './garment-filter';

/** A visitor's request. The element handles it; the views change when the worker has confirmed it. */
export type ViewRequest =
  /** Starts a run, from new weights or from the current model. */
  | { readonly type: 'train'; readonly fromModel?: boolean }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'step'; readonly unit: StepUnit }
  | { readonly type: 'stop' }
  | { readonly type: 'reset' }
  /** Trains again, with some settings changed if the error offered that. */
  | { readonly type: 'retry'; readonly change?: RunConfigInput }
  | { readonly type: 'dismiss-error' }
  | { readonly type: 'show-setting'; readonly key: ConfigKey }
  | { readonly type: 'change-setting'; readonly key: ConfigKey; readonly value: string | undefined }
  /** Applies a preset's settings, and the lesson's for all others. */
  | { readonly type: 'apply-preset'; readonly settings: RunConfigInput }
  /** Shows the values of an epoch in all charts; null shows the latest. */
  | { readonly type: 'inspect'; readonly epoch: number | null }
  /** Highlights an earlier run; null highlights none. */
  | { readonly type: 'highlight-run'; readonly runId: number | null }
  /** Shows the network as it was after an epoch; null shows the latest weights. */
  | { readonly type: 'view-epoch'; readonly epoch: number | null }
  /** Changes the gallery's filter. */
  | { readonly type: 'filter-garments'; readonly filter: GarmentFilter }
  /** Shows what the network computes for a garment: a validation image, or 784 bytes. Null selects no garment. */
  | { readonly type: 'show-garment'; readonly garment: number | Uint8Array | null }
  /** Changes the learning rate of the current run. */
  | { readonly type: 'set-learning-rate'; readonly value: string }
  /** Opens files: a model, or a checkpoint whose run continues. */
  | { readonly type: 'open'; readonly files: readonly File[] }
  /** Saves a file. */
  | { readonly type: 'download'; readonly file: DownloadName }
  | StorageRequest;

/** Requests about stored runs. */
export type StorageRequest =
  /** Continues a stored run. */
  | { readonly type: 'continue-run'; readonly id: string }
  | { readonly type: 'delete-run'; readonly id: string }
  /** Deletes all stored runs except those that are training. */
  | { readonly type: 'delete-all-runs' }
  /** Dismisses the message about storage. */
  | { readonly type: 'dismiss-note' };

/** The requests that take a while. Their button shows that it is waiting. */
export type BusyAction =
  | 'train'
  | 'pause'
  | 'resume'
  | `step-${StepUnit}`
  | 'stop'
  | 'reset'
  | 'open'
  | 'continue'
  | 'delete'
  | 'download';

export const REQUEST = 'fmnist-request';
export type RequestEvent = CustomEvent<ViewRequest>;

/** Sends a request up to the element around the view. */
export function request(view: HTMLElement, detail: ViewRequest): void {
  view.dispatchEvent(new CustomEvent(REQUEST, { detail, bubbles: true }));
}
