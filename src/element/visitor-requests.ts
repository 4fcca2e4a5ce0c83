import type { ReactiveControllerHost } from 'lit';
import type {
  ExportedFile,
  ModelFormat,
  RunConfigInput,
  RunSummary,
  StepUnit,
  TrainOptions,
} from '../../worker/protocol';
import { type ChartFormat, chartOf, type DownloadName, isChart } from '../state/download-names';
import type { GarmentFilter } from '../state/garment-filter';
import { historyFile } from '../state/history-files';
import type { MetricName } from '../state/metric-history';
import type { ViewRequest } from '../state/requests';
import { saveFile } from '../ui/save-file';
import type { FmnistSettingsForm } from '../views/settings/settings-form';
import type { ModelInspection } from './model-inspection';
import { type OpeningTrainer, openFiles } from './open-files';
import type { RunSession } from './run-session';
import type { RunStorage } from './run-storage';
import { presetSettings } from './setting-properties';

/** What the visitor looks at on the screen. The trainer does not know about it. */
export interface Attention {
  /** The epoch whose values the charts show. */
  readonly inspected: number | null;
  /** The earlier run under the pointer. */
  readonly highlighted: number | null;
  /** The garments in the gallery. */
  readonly filter: GarmentFilter;
  /** The garment in the network's picture: the index of a validation image, or 784 bytes. */
  readonly garment: number | Uint8Array | null;
}

/** The element that handles visitors' requests. */
export interface RequestedTrainer extends OpeningTrainer, ReactiveControllerHost {
  readonly renderRoot: ParentNode;
  train(options?: TrainOptions): Promise<RunSummary>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  step(unit: StepUnit): Promise<void>;
  stop(): Promise<void>;
  reset(): Promise<void>;
  setLearningRate(learningRate: string): Promise<void>;
  exportModel(format: ModelFormat, epoch: number | null): Promise<ExportedFile>;
  exportChart(format: ChartFormat, metric: MetricName): Promise<ExportedFile>;
}

/** The parts of the element that handle requests. */
interface RequestParts {
  readonly session: RunSession;
  readonly inspection: ModelInspection;
  readonly storage: RunStorage;
  readonly applySettings: (settings: RunConfigInput) => void;
}

/** Handles the visitor's requests from the views. */
export class VisitorRequests {
  readonly #trainer: RequestedTrainer;
  readonly #parts: RequestParts;
  #attention: Attention = { inspected: null, highlighted: null, filter: { kind: 'all' }, garment: null };

  constructor(trainer: RequestedTrainer, parts: RequestParts) {
    this.#trainer = trainer;
    this.#parts = parts;
  }

  get attention(): Attention {
    return this.#attention;
  }

  answer(request: ViewRequest): void {
    const trainer = this.#trainer;
    const { session, inspection, storage, applySettings } = this.#parts;
    const { actions } = session;
    switch (request.type) {
      case 'train':
        actions.start('train', () => trainer.train({ fromModel: request.fromModel }));
        break;
      case 'pause':
        actions.start('pause', () => trainer.pause());
        break;
      case 'resume':
        actions.start('resume', () => trainer.resume());
        break;
      case 'step':
        actions.start(`step-${request.unit}`, () => trainer.step(request.unit));
        break;
      case 'stop':
        actions.start('stop', () => trainer.stop());
        break;
      case 'reset':
        actions.start('reset', () => trainer.reset());
        break;
      case 'retry':
        this.#retry(request.change);
        break;
      case 'dismiss-error':
        session.dismissError();
        break;
      case 'change-setting':
        if (session.run.error?.field === request.key) session.dismissError();
        applySettings({ [request.key]: request.value });
        break;
      case 'show-setting':
        trainer.renderRoot
          .querySelector<FmnistSettingsForm>('fmnist-settings-form')
          ?.showSetting(request.key)
          .catch(() => {
            // The form shows the error.
          });
        break;
      case 'set-learning-rate':
        applySettings({ learningRate: request.value });
        trainer.setLearningRate(request.value).catch(() => {
          // The trainer reports an invalid value as an error event, which marks the field.
        });
        break;
      case 'apply-preset':
        applySettings(presetSettings(request.settings));
        break;
      case 'inspect':
        this.#attend('inspected', request.epoch);
        break;
      case 'highlight-run':
        this.#attend('highlighted', request.runId);
        break;
      case 'filter-garments':
        this.#attend('filter', request.filter);
        break;
      case 'show-garment':
        this.#attend('garment', request.garment);
        break;
      case 'view-epoch':
        inspection.view(request.epoch);
        break;
      case 'open':
        actions.start('open', () => openFiles(trainer, request.files));
        break;
      case 'download':
        actions.start('download', () => this.#download(request.file));
        break;
      default:
        storage.answer(request);
    }
  }

  /** Repeats the action that failed, or starts a run, if settings are changed or a run has failed. */
  #retry(change: RunConfigInput | undefined): void {
    const { session, applySettings } = this.#parts;
    applySettings(change ?? {});
    const { again } = session.actions;
    if (change || !again) {
      session.actions.start('train', () => this.#trainer.train());
    } else {
      session.dismissError();
      again();
    }
  }

  /** Saves a chart, the network on the screen, or the history of its run as a file. */
  async #download(file: DownloadName): Promise<void> {
    const { session, inspection } = this.#parts;
    const { run } = session.run;
    if (isChart(file)) saveFile(await this.#trainer.exportChart(...chartOf(file)));
    else if (file !== 'csv' && file !== 'json')
      saveFile(await this.#trainer.exportModel(file, inspection.viewed));
    else if (run) saveFile(historyFile(run, file));
  }

  #attend<K extends keyof Attention>(to: K, value: Attention[K]): void {
    if (this.#attention[to] === value) return;
    this.#attention = { ...this.#attention, [to]: value };
    this.#trainer.requestUpdate();
  }
}
