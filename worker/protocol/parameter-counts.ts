/** For each method of `Calls` its number of parameters, optional ones included. A missing name or a wrong number is a type error. */
export type ParameterCounts<Calls> = {
  readonly [K in keyof Calls]: Calls[K] extends (...args: infer P) => unknown ? Required<P>['length'] : never;
};
