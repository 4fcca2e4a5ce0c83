import type { ConfigKey, ModelFormat, RunConfigInput } from '../../worker/protocol';
import type { MetricName } from '../views/chart/chart-metrics';
import type { ChartFormat } from '../views/chart/drawing/chart-figure';
import type { GarmentFilter } from './garment-filter';

/** What a visitor asks for. The element decides; the views change when the worker has confirmed it. */
export type ViewRequest =
  /** Begins a run, from new weights or from the model that is there. */
  | { readonly type: 'train'; readonly fromModel?: boolean }
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
  /** Opens a model or goes on with a run, whatever the files are. */
  | { readonly type: 'open'; readonly files: readonly File[] }
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

/** Each chart in each format. */
export const CHARTS = [
  'loss-png',
  'loss-svg',
  'accuracy-png',
  'accuracy-svg',
] as const satisfies readonly ChartName[];
type ChartName = `${MetricName}-${ChartFormat}`;

/** The files there are: the network in each format, the run's history, and its charts. */
export type DownloadName = ModelFormat | 'csv' | 'json' | ChartName;

export function isChart(file: DownloadName): file is ChartName {
  return CHARTS.some((chart) => chart === file);
}

/** What to export for a file's name. */
export function chartOf(file: ChartName): [ChartFormat, MetricName] {
  return file.split('-').reverse() as [ChartFormat, MetricName];
}

/** The requests that take a while: their button shows that it waits. */
export type BusyAction =
  | 'train'
  | 'pause'
  | 'resume'
  | 'step-batch'
  | 'step-epoch'
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
