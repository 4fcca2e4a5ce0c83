import type { PropertyValues } from 'lit';
import type { RunConfigInput } from '../../worker/protocol';
import { ModelInspection } from './model-inspection';
import { Preview, type PreviewHost } from './preview';
import { RunSession, type SessionHost } from './run-session';
import { RunStorage, type StorageHost } from './run-storage';
import { SelfStart, type StartingHost } from './self-start';
import { changeSettings, type SettingProperties } from './setting-properties';
import { type LinkHost, SettingsLink } from './settings-link';
import { looksIntoNetwork, viewOf } from './trainer-views';
import { type RequestedTrainer, VisitorRequests } from './visitor-requests';

type Trainer = SessionHost &
  LinkHost &
  StorageHost &
  StartingHost &
  PreviewHost &
  RequestedTrainer &
  SettingProperties & { readonly view: string };

/** The controllers of a trainer's element, connected with each other. */
export class TrainerParts {
  readonly #trainer: Trainer;
  readonly #selfStart: SelfStart;
  readonly session: RunSession;
  readonly link: SettingsLink;
  readonly storage: RunStorage;
  readonly inspection: ModelInspection;
  readonly requests: VisitorRequests;

  constructor(trainer: Trainer) {
    this.#trainer = trainer;
    this.session = new RunSession(trainer);
    this.link = new SettingsLink(trainer, this.applySettings);
    this.storage = new RunStorage(trainer, this.session, this.applySettings);
    this.inspection = new ModelInspection(trainer, (make) => this.session.ask(make));
    this.requests = new VisitorRequests(trainer, this);
    this.#selfStart = new SelfStart(trainer, this);
    new Preview(trainer, this.session);
  }

  /** Changes settings, for the visitor or a link. An error of the link no longer matters then. */
  readonly applySettings = (change: RunConfigInput): void => {
    this.link.forgetError();
    changeSettings(this.#trainer, change);
  };

  /** To be called before each update of the element. */
  follow(changed: PropertyValues<Trainer>): void {
    if (changed.has('autosave')) this.storage.autosaveChanged();
    this.#selfStart.follow(changed);
    this.inspection.follow(this.session.run, looksIntoNetwork(viewOf(this.#trainer.view)));
  }
}
