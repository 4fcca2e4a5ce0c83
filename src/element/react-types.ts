import type { LitElement } from 'lit';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { ATTRIBUTES, ConfigKey } from '../../worker/protocol';
import type { RequestEvent } from '../state/requests';
import type { Theme } from '../ui/tokens.styles';
import type { FmnistTrainerEventMap } from './events';
import type { FmnistTrainer } from './fmnist-trainer';
import type { SettingProperty } from './setting-properties';

type Identical<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** The public properties of an element that can be set, without those of every Lit element. */
export type PropertiesOf<E> = {
  [K in Exclude<keyof E, keyof LitElement> as Identical<Pick<E, K>, { -readonly [P in K]: E[P] }> extends true
    ? K
    : never]?: E[K] | undefined;
};

/** The names of an element's methods. */
type MethodsOf<E> = { [K in keyof E]-?: E[K] extends (...args: never[]) => unknown ? K : never }[keyof E];

type Pascal<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Pascal<Rest>}`
  : Capitalize<Name>;

/** The prop for an event's handler: `onFmnistEpoch` for `fmnist-epoch`. */
export type HandlerName<Name extends string> = `on${Pascal<Name>}`;

/** The handlers of the trainer's events, as props of the component. */
export type TrainerHandlers = {
  [Name in keyof FmnistTrainerEventMap as HandlerName<Name>]?:
    | ((event: FmnistTrainerEventMap[Name]) => void)
    | undefined;
};

/** The trainer's properties. */
export type TrainerProperties = Omit<PropertiesOf<FmnistTrainer>, MethodsOf<FmnistTrainer>>;

/** The trainer's attributes that are no properties. */
export interface TrainerOwnAttributes {
  /** Address of the folder with the guide. */
  readonly guide?: string | undefined;
}

/** The trainer's attributes, named as in HTML. */
export type TrainerAttributes = {
  [Key in ConfigKey as (typeof ATTRIBUTES)[Key]]?: SettingProperty<Key>;
} & { 'worker-url'?: string | undefined } & TrainerOwnAttributes;

/** The handlers as React names them for custom elements: `on`, then the unchanged name of the event. */
type Handlers<Events> = {
  [Name in keyof Events & string as `on${Name}`]?: ((event: Events[Name]) => void) | undefined;
};

/** The props of every element. Those of `Own` replace props with the same name. */
type PropsWith<E, Own> = Omit<DetailedHTMLProps<HTMLAttributes<E>, E>, keyof Own> & Own;

type TrainerElementProps = PropsWith<
  FmnistTrainer,
  TrainerProperties & TrainerAttributes & Handlers<FmnistTrainerEventMap>
>;

/** The methods of the views. Their other functions are properties, which the view's user sets. */
type ViewMethods = 'exportChart' | 'showSetting';
type ViewProps<E> = PropsWith<
  E,
  Omit<PropertiesOf<E>, ViewMethods> & { theme?: Theme } & Handlers<{ 'fmnist-request': RequestEvent }>
>;

type Tags = Exclude<Extract<keyof HTMLElementTagNameMap, `fmnist-${string}`>, 'fmnist-trainer'>;

/** The props of every element of the package in JSX, by its tag. */
export type FmnistElements = { 'fmnist-trainer': TrainerElementProps } & {
  [Tag in Tags]: ViewProps<HTMLElementTagNameMap[Tag]>;
};
