import type { PropertyValues, ReactiveController, ReactiveControllerHost } from 'lit';
import type { PackageFiles } from '../client/start-worker';
import { isInPage } from '../ui/in-page';
import type { RunSession } from './run-session';
import type { RunStorage } from './run-storage';
import type { SettingsLink } from './settings-link';
import type { VisitorRequests } from './visitor-requests';

/** An element that can start without a call. */
export interface StartingHost extends ReactiveControllerHost, HTMLElement {
  readonly autostart: boolean;
  readonly weights: string | undefined;
  readonly files: PackageFiles;
  readonly hasUpdated: boolean;
  importModel(source: string): Promise<unknown>;
}

/** The parts of the element that a start needs. */
interface StartParts {
  readonly session: RunSession;
  readonly link: SettingsLink;
  readonly storage: RunStorage;
  readonly requests: VisitorRequests;
}

/** Starts what the attributes `weights` and `autostart` say, once the element is drawn and in a page. */
export class SelfStart implements ReactiveController {
  readonly #host: StartingHost;
  readonly #parts: StartParts;

  constructor(host: StartingHost, parts: StartParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#host.hasUpdated) this.#start();
  }

  hostUpdated(): void {
    if (!this.#host.hasUpdated && isInPage(this.#host)) this.#start();
  }

  /** Handles a change after the first update. Frameworks set attributes of an existing element, such as one that a server has rendered. */
  follow(changed: PropertyValues<StartingHost>): void {
    const { hasUpdated, weights, autostart } = this.#host;
    if (!hasUpdated || !isInPage(this.#host)) return;
    if (changed.has('weights') && weights) this.#openWeights();
    else if (changed.has('autostart') && autostart && !this.#parts.session.actions.busy) this.#start();
  }

  #start(): void {
    const { session, link, storage, requests } = this.#parts;
    if (session.run.state !== 'idle' || (session.run.opened && !session.isPreview)) return;
    if (this.#host.weights) this.#openWeights();
    else if (this.#host.autostart && !link.isOpened)
      void storage.autostart(() => requests.answer({ type: 'train' }));
  }

  #openWeights(): void {
    const { session, link, requests } = this.#parts;
    session.actions.start('open', async () => {
      const { weights = '', files } = this.#host;
      // After the link, since the weights determine the size of the network, whatever the link says.
      await link.after(() => this.#host.importModel(weights === 'pretrained' ? files.pretrained : weights));
      if (this.#host.autostart && !link.isOpened) requests.answer({ type: 'train', fromModel: true });
    });
  }
}
