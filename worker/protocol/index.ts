/**
 * Everything that crosses the boundary between the page and the training worker. Both sides import it from here. This folder imports
 * nothing outside itself. When a message changes shape, `PROTOCOL_VERSION` has to be raised.
 */
export * from './accepted-values';
export * from './as-text';
export * from './calls';
export * from './connection';
export * from './errors';
export * from './events';
export * from './inspection';
export * from './models';
export * from './optimizer-constants';
export * from './parameter-counts';
export * from './progress';
export * from './run';
export * from './run-entry';
export * from './setting-descriptions';
export * from './settings';
export * from './start-options';
export * from './step-inspection';
export * from './storage';
export * from './time-limit';
