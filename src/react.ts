'use client';

import { createComponent } from '@lit/react';
import * as React from 'react';
import { defineTrainer, FmnistTrainer as TrainerElement } from './component';
import type { FmnistTrainerEventMap } from './element/events';
import type {
  FmnistElements,
  HandlerName,
  TrainerHandlers,
  TrainerOwnAttributes,
  TrainerProperties,
} from './element/react-types';

defineTrainer();

const EVENTS: { readonly [Name in keyof FmnistTrainerEventMap as HandlerName<Name>]: Name } = {
  onFmnistReady: 'fmnist-ready',
  onFmnistProgress: 'fmnist-progress',
  onFmnistEpoch: 'fmnist-epoch',
  onFmnistEngine: 'fmnist-engine',
  onFmnistLearningRate: 'fmnist-learning-rate',
  onFmnistModel: 'fmnist-model',
  onFmnistStorage: 'fmnist-storage',
  onFmnistState: 'fmnist-state',
  onFmnistSummary: 'fmnist-summary',
  onFmnistError: 'fmnist-error',
};

/** The element behind the component, which a `ref` gives access to. It has the methods `train`, `predict` and so on. */
export type FmnistTrainerElement = TrainerElement;

/** The element's properties and attributes, its event handlers, and the attributes of every HTML element. */
export interface FmnistTrainerProps
  extends TrainerProperties,
    TrainerOwnAttributes,
    TrainerHandlers,
    Omit<React.HTMLAttributes<TrainerElement>, keyof TrainerProperties>,
    React.RefAttributes<TrainerElement> {}

/**
 * `<fmnist-trainer>` as a React component. Properties are set and event handlers attached once it is mounted; a server
 * renders the empty element. A prop that is removed returns to its default.
 */
export const FmnistTrainer: React.FunctionComponent<FmnistTrainerProps> = createComponent({
  react: React,
  tagName: 'fmnist-trainer',
  elementClass: TrainerElement,
  events: EVENTS,
  displayName: 'FmnistTrainer',
}) as unknown as React.FunctionComponent<FmnistTrainerProps>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends FmnistElements {}
  }
}
