import type { LitElement } from 'lit';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { ATTRIBUTES, ConfigKey } from '../../worker/protocol';
import type { RequestEvent } from '../state/requests';
import type { FmnistTrainerEventMap } from './events';
import type { FmnistTrainer } from './fmnist-trainer';
import type { SettingProperty } from './setting-properties';

type Identical<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** The public properties of an element that can be set, without those that every element has. */
export type PropertiesOf<E> = {
  [K in Exclude<keyof E, keyof LitElement> as Identical<Pick<E, K>, { -readonly [P in K]: E[P] }> extends true
    ? K
    : never]?: E[K] | undefined;
};

/** The names of the functions among an element's properties: its methods. */
type MethodsOf<E> = { [K in keyof E]-?: E[K] extends (...args: never[]) => unknown ? K : never }[keyof E];

type Pascal<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Pascal<Rest>}`
  : Capitalize<Name>;

/** The prop that hears an event: `onFmnistEpoch` hears `fmnist-epoch`. */
export type HandlerName<Name extends string> = `on${Pascal<Name>}`;

/** Handlers of the trainer's events, as the component has them. */
export type TrainerHandlers = {
  [Name in keyof FmnistTrainerEventMap as HandlerName<Name>]?:
    | ((event: FmnistTrainerEventMap[Name]) => void)
    | undefined;
};

/** The trainer's properties. */
export type TrainerProperties = Omit<PropertiesOf<FmnistTrainer>, MethodsOf<FmnistTrainer>>;

/** The trainer's attributes, as they are written in HTML. */
export type TrainerAttributes = {
  [Key in ConfigKey as (typeof ATTRIBUTES)[Key]]?: SettingProperty<Key>;
} & { 'worker-url'?: string | undefined };

/** Handlers as React names those of elements that it does not know: `on`, and the event's name as it is. */
type Heard<Events> = {
  [Name in keyof Events & string as `on${Name}`]?: ((event: Events[Name]) => void) | undefined;
};

/** What React knows of every element, with `Own` in place of what has the same name. */
type PropsWith<E, Own> = Omit<DetailedHTMLProps<HTMLAttributes<E>, E>, keyof Own> & Own;

type TrainerElementProps = PropsWith<
  FmnistTrainer,
  TrainerProperties & TrainerAttributes & Heard<FmnistTrainerEventMap>
>;

/** The methods of the views. Other functions are properties, which whoever uses the view gives it. */
type ViewMethods = 'exportChart' | 'showSetting';
type ViewProps<E> = PropsWith<
  E,
  Omit<PropertiesOf<E>, ViewMethods> & Heard<{ 'fmnist-request': RequestEvent }>
>;

type Tags = Exclude<Extract<keyof HTMLElementTagNameMap, `fmnist-${string}`>, 'fmnist-trainer'>;

/** Every element of the package by its tag, as JSX takes it. */
export type FmnistElements = { 'fmnist-trainer': TrainerElementProps } & {
  [Tag in Tags]: ViewProps<HTMLElementTagNameMap[Tag]>;
};
