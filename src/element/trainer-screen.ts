import { html, nothing, type TemplateResult } from 'lit';
import { DRAWN_GARMENTS, type RunConfigInput } from '../../worker/protocol';
import { formatCount } from '../language/format-numbers';
import { EMPTY_HISTORY } from '../state/metric-history';
import type { BusyAction } from '../state/requests';
import { isActive, type RunState } from '../state/run-state';
import { DATA } from '../views/controls/status.wording';
import type { ModelInspection } from './model-inspection';
import type { RunStorage } from './run-storage';
import type { SettingsLink } from './settings-link';
import { INTRODUCTION, NOTICE, TITLE } from './trainer.wording';
import { PARTS, type Part, type TrainerViewName } from './trainer-views';
import type { Attention } from './visitor-requests';

/** The class whose drawing is on the pad of a preview: an ankle boot, as the first image of the data set. */
const PREVIEW_GARMENT = 9;

/** What the trainer's templates show. */
export interface TrainerScreen {
  readonly view: TrainerViewName;
  readonly run: RunState;
  readonly busy: BusyAction | null;
  /** Whether the network on the screen is the package's own, opened without a request. */
  readonly isPreview: boolean;
  readonly inspection: ModelInspection;
  readonly storage: Pick<RunStorage, 'runs' | 'offer' | 'problem'>;
  /** Whether runs are stored. Their list then has room from the start. */
  readonly storesRuns: boolean;
  readonly settings: RunConfigInput;
  /** The number of epochs of the next run. */
  readonly plannedEpochs: number;
  readonly attention: Attention;
  /** Null if the page's author does not allow links. */
  readonly link: Pick<SettingsLink, 'makeLink' | 'error'> | null;
}

/** The content of the element. Each part is in its own slot, so that a page can replace it. */
export function renderScreen(screen: TrainerScreen): TemplateResult {
  const has = (part: Part) => PARTS[screen.view].includes(part);
  // Only the pad and the picture know the network of the preview. For all other parts no network is open.
  const asked = screen.isPreview ? { ...screen, run: { ...screen.run, opened: null } } : screen;
  const part = (name: Part, render: (screen: TrainerScreen) => TemplateResult, shown = asked) =>
    has(name) ? render(shown) : nothing;
  return html`<div class=${screen.view === 'full' ? 'layout full' : 'layout'}>
      ${has('header') ? renderHeader(asked) : html`<h2 class="unseen">${TITLE()}</h2>`}
      ${part('controls', renderControls)} ${part('pad', renderPad, screen)} ${part('picture', renderPicture, screen)}
      ${part('charts', renderCharts)} ${part('step', renderStep)} ${part('settings', renderSettings)} ${part('table', renderTable)}
      ${part('network', renderNetwork)}
      ${has('settings') ? nothing : renderShare(screen)}
    </div>
    <fmnist-live-region .run=${asked.run}></fmnist-live-region>`;
}

function renderHeader({ run: { run, opened }, settings, view }: TrainerScreen): TemplateResult {
  const isDrawn = run ? run.data.name === DRAWN_GARMENTS : settings.dataSrc === DRAWN_GARMENTS;
  const about = run
    ? [
        DATA.name(run.data.name),
        DATA.trainingImages(formatCount(run.data.trainCount)),
        html`<span part="engine" title=${DATA.because(run.engine.why)}>${DATA.engine(run.engine)}</span>`,
        DATA.parameters(formatCount(run.parameterCount)),
      ]
    : opened
      ? [
          DATA.trained([784, ...opened.hiddenUnits, 10].join('-')),
          DATA.engine(opened.engine),
          DATA.parameters(formatCount(opened.parameterCount)),
        ]
      : [INTRODUCTION()];
  const notice = PARTS[view].includes('settings') ? `${NOTICE.drawn} ${NOTICE.dataSrc}` : NOTICE.drawn;
  return html`<header part="header">
    <slot name="title"><h2>${TITLE()}</h2></slot>
    <p class="about">${about.map((text) => html`<span>${text}</span>`)}</p>
    ${isDrawn ? html`<p class="notice">${notice}</p>` : nothing}
  </header>`;
}

function renderControls({ run, busy, storage }: TrainerScreen): TemplateResult {
  return html`<div class="run">
    <div><slot name="controls">
      <fmnist-run-controls
        part="controls"
        .session=${run.state}
        .hasModel=${!isActive(run.state) && run.opened !== null}
        .busy=${busy}
      ></fmnist-run-controls>
      <fmnist-error-panel part="error" .error=${run.error}></fmnist-error-panel>
      <fmnist-storage-note
        part="storage-note"
        .offer=${storage.offer}
        .problem=${storage.problem}
      ></fmnist-storage-note>
    </slot></div>
    <div><slot name="progress">
      <fmnist-progress-line part="progress" .run=${run} .isOpening=${busy === 'open'}></fmnist-progress-line>
    </slot></div>
  </div>`;
}

function renderCharts(screen: TrainerScreen): TemplateResult {
  const { run, inspection, storage, plannedEpochs } = screen;
  const { inspected, highlighted } = screen.attention;
  const { runs: storedRuns } = storage;
  const { run: shown, pastRuns, state } = run;
  const history = shown?.history ?? EMPTY_HISTORY;
  const keptEpochs = shown?.keptEpochs ?? [];
  return html`<div class="curves"><slot name="charts">
    <div class="charts" part="charts">
      ${(['loss', 'accuracy'] as const).map(
        (metric) => html`<fmnist-metrics-chart
          part="chart"
          .metric=${metric}
          .history=${history}
          .epochsPlanned=${shown?.config.epochs ?? plannedEpochs}
          .inspected=${inspected ?? inspection.viewed}
          .keptEpochs=${keptEpochs}
          .learningRates=${shown?.learningRates ?? []}
          .config=${shown?.config ?? null}
          .pastRuns=${pastRuns}
          .highlighted=${highlighted}
        ></fmnist-metrics-chart>`,
      )}
    </div>
    <fmnist-epoch-slider
      part="time"
      .keptEpochs=${keptEpochs}
      .at=${inspection.viewed}
      .latest=${history.epochs.length}
      .isTraining=${state === 'training'}
    ></fmnist-epoch-slider>
    <fmnist-past-runs
      part="past-runs"
      .run=${shown}
      .pastRuns=${pastRuns}
      .highlighted=${highlighted}
    ></fmnist-past-runs>
    <div class="stored" ?hidden=${!screen.storesRuns}>
      <fmnist-stored-runs
        part="stored-runs"
        .runs=${storedRuns}
        .canContinue=${!isActive(state)}
        ?hidden=${storedRuns.length === 0}
      ></fmnist-stored-runs>
    </div>
  </slot></div>`;
}

function renderTable({ run: { run, opened }, inspection, busy }: TrainerScreen): TemplateResult {
  const epochs = (run?.history ?? EMPTY_HISTORY).epochs;
  return html`<div class="table">
    <slot name="table"><fmnist-epoch-table part="table" .epochs=${epochs}></fmnist-epoch-table></slot>
    <slot name="downloads">
      <fmnist-download-menu
        part="downloads"
        .hasModel=${(run ?? opened) !== null}
        .epochs=${epochs.length}
        .at=${inspection.viewed}
        .isBusy=${busy === 'download'}
      ></fmnist-download-menu>
    </slot>
  </div>`;
}

function renderSettings(screen: TrainerScreen): TemplateResult {
  const { run, settings } = screen;
  return html`<div class="margin">
    <slot name="settings">
      <fmnist-settings-form
        part="settings"
        .settings=${settings}
        .locked=${isActive(run.state)}
        .error=${run.error}
      ></fmnist-settings-form>
    </slot>
    ${renderShare(screen)}
  </div>`;
}

function renderShare({ link }: TrainerScreen): TemplateResult | typeof nothing {
  if (!link) return nothing;
  return html`<slot name="share">
    <fmnist-share-link part="share" .makeLink=${link.makeLink} .error=${link.error}></fmnist-share-link>
  </slot>`;
}

function renderNetwork({
  run: { run, opened },
  isPreview,
  inspection,
  attention,
}: TrainerScreen): TemplateResult {
  const { filter } = attention;
  const { examination, layer, predict, loadGarments, excitingGarments } = inspection;
  const classNames = run?.data.classNames ?? opened?.classNames ?? [];
  const withoutData = !run && opened !== null;
  return html`<div class="network">
    <slot name="gallery">
      <fmnist-sample-gallery
        part="gallery"
        .examination=${examination}
        .classNames=${classNames}
        .filter=${filter}
        .withoutData=${withoutData}
        .loadGarments=${loadGarments}
        .predict=${predict}
      ></fmnist-sample-gallery>
    </slot>
    <slot name="matrix">
      <fmnist-confusion-matrix
        part="matrix"
        .examination=${examination}
        .classNames=${classNames}
        .filter=${filter}
        .withoutData=${withoutData}
      ></fmnist-confusion-matrix>
    </slot>
    <slot name="weights">
      <fmnist-first-layer
        part="weights"
        .layer=${isPreview && !run ? null : layer}
        .withoutData=${withoutData}
        .exciting=${withoutData ? null : excitingGarments}
        .loadGarments=${loadGarments}
        .labels=${examination?.labels ?? null}
        .classNames=${classNames}
      ></fmnist-first-layer>
    </slot>
  </div>`;
}

function renderPad({ run: { run, opened }, isPreview, inspection }: TrainerScreen): TemplateResult {
  return html`<div class="pad">
    <slot name="pad">
      <fmnist-garment-pad
        part="pad"
        .classNames=${run?.data.classNames ?? opened?.classNames ?? []}
        .predict=${run || opened ? inspection.predict : null}
        .formatPhoto=${inspection.formatPhoto}
        .readPhoto=${inspection.readPhoto}
        .weightsVersion=${inspection.version}
        .hasPicture=${true}
        .sample=${isPreview ? PREVIEW_GARMENT : null}
      ></fmnist-garment-pad>
    </slot>
  </div>`;
}

function renderPicture(screen: TrainerScreen): TemplateResult {
  const { run: state, inspection, settings, attention } = screen;
  const { run, opened } = state;
  const network = run?.config ?? opened;
  return html`<div class="picture">
    <slot name="network">
      <fmnist-network
        part="network"
        .settings=${settings}
        .network=${network}
        .isPreview=${screen.isPreview && !run}
        .isRunning=${isActive(state.state) && run?.runId === state.runId}
        .garment=${attention.garment}
        .garmentCount=${run?.data.validationCount ?? 0}
        .classNames=${run?.data.classNames ?? opened?.classNames ?? []}
        .loadGarments=${inspection.loadGarments}
        .activations=${network ? inspection.activations : null}
        .unitWeights=${inspection.unitWeights}
        .weightsVersion=${inspection.version}
      ></fmnist-network>
    </slot>
  </div>`;
}

function renderStep({ run: { run, runId, state }, inspection }: TrainerScreen): TemplateResult {
  const { epoch, step } = run?.progress ?? {};
  return html`<div class="step">
    <slot name="step">
      <fmnist-step
        part="step"
        .inspect=${state === 'paused' ? inspection.inspectStep : null}
        .stepVersion=${run ? [runId, epoch, step, run.learningRates.length].join() : ''}
        .classNames=${run?.data.classNames ?? []}
      ></fmnist-step>
    </slot>
  </div>`;
}
