import { type ErrorCode, TrainerError } from '../protocol';

const FORMATS =
  'Open a TensorFlow.js layers model (model.json with its weight files, or both in a .zip) or a .safetensors file.';

/** The error for a file of an unknown format, or an incomplete or damaged one. */
export function unreadable(got: string, expected: string): TrainerError {
  return error('model-unreadable', 'This is not a model that the trainer can read.', got, expected, FORMATS);
}

/** The error for an intact model that the trainer does not support. */
export function unsupported(got: string, expected: string): TrainerError {
  const message = 'The trainer does not support this kind of network.';
  return error('model-unsupported', message, got, expected, 'Open a plain stack of Dense layers.');
}

/** The error for a weight whose shape does not match its layer. */
export function wrongShape(name: string, got: readonly number[], expected: readonly number[]): TrainerError {
  const inWords = (shape: readonly number[]) => `${name} of shape [${shape.join(', ')}]`;
  const message = 'The shape of a weight does not match its layer.';
  return error(
    'model-shape',
    message,
    inWords(got),
    inWords(expected),
    'Open files that belong to the same model.',
  );
}

function error(code: ErrorCode, message: string, got: string, expected: string, remedy: string): TrainerError {
  return new TrainerError({ code, message, got, expected, remedy });
}
