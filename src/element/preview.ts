import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { TrainerError } from '../../worker/protocol';
import type { PackageFiles } from '../client/start-worker';
import { isInPage } from '../ui/in-page';
import type { RunSession } from './run-session';
import { looksIntoNetwork, viewOf } from './trainer-views';

/** An element that can show the package's trained network before anything was trained. */
export interface PreviewHost extends ReactiveControllerHost, HTMLElement {
  readonly preview: 'on' | 'off' | undefined;
  readonly view: string;
  readonly weights: string | undefined;
  readonly autostart: boolean;
  readonly files: PackageFiles;
}

/** Chromium's browsers report whether the visitor saves data. Others do not. */
interface SavingNavigator extends Navigator {
  readonly connection?: { readonly saveData?: boolean };
}

/** Errors of an opening that another call or the removal of the element has interrupted. The preview may be opened again later. */
const INTERRUPTED: ReadonlySet<string> = new Set(['call-overtaken', 'call-refused']);

/**
 * Opens the package's trained network when the element comes into view. So the pad and the network's picture work before anything is
 * trained. It loads no data set and changes no setting. As soon as the visitor trains or opens another network, it is gone. If it cannot
 * be opened, the element looks as it does without a preview and shows no error, since the visitor asked for nothing.
 */
export class Preview implements ReactiveController {
  readonly #host: PreviewHost;
  readonly #session: RunSession;
  #isVisible = false;
  #isOpening = false;
  #hasFailed = false;
  readonly #sight = new IntersectionObserver((entries) => {
    this.#isVisible = entries.at(-1)?.isIntersecting ?? false;
    this.#openSoon();
  });

  constructor(host: PreviewHost, session: RunSession) {
    this.#host = host;
    this.#session = session;
    host.addController(this);
  }

  hostConnected(): void {
    this.#sight.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#sight.disconnect();
    this.#isVisible = false;
  }

  hostUpdated(): void {
    this.#openSoon();
  }

  #openSoon(): void {
    if (this.#isVisible && this.#isWanted) void this.#open();
  }

  get #isWanted(): boolean {
    const { run, actions, isBusy } = this.#session;
    if (!this.#isOn || !isInPage(this.#host) || this.#isOpening || this.#hasFailed) return false;
    if ((navigator as SavingNavigator).connection?.saveData) return false;
    return run.state === 'idle' && !run.opened && !run.error && !actions.busy && !isBusy;
  }

  get #isOn(): boolean {
    const { preview, view, weights, autostart } = this.#host;
    if (weights || autostart) return false;
    return preview ? preview === 'on' : looksIntoNetwork(viewOf(view));
  }

  async #open(): Promise<void> {
    this.#isOpening = true;
    try {
      await this.#session.preview(this.#host.files.pretrained);
    } catch (thrown) {
      this.#hasFailed = !INTERRUPTED.has(TrainerError.from(thrown).code);
    } finally {
      this.#isOpening = false;
      this.#host.requestUpdate();
    }
  }
}
