import { type ErrorCode, TrainerError } from '../protocol';

const FORMATS =
  'Open a TensorFlow.js layers model (model.json with its weight files, or both in a .zip) or a .safetensors file.';

/** The file is none of those that can be read, or not whole. */
export function unreadable(got: string, expected: string): TrainerError {
  return error('model-unreadable', 'This is not a model that can be read.', got, expected, FORMATS);
}

/** A whole model, but not one of the trainer's. */
export function unsupported(got: string, expected: string): TrainerError {
  const message = 'The trainer has no networks of this kind.';
  return error('model-unsupported', message, got, expected, 'Open a plain stack of Dense layers.');
}

/** A weight of another shape than its layer has. */
export function wrongShape(name: string, got: readonly number[], expected: readonly number[]): TrainerError {
  const inWords = (shape: readonly number[]) => `${name} of shape [${shape.join(', ')}]`;
  const message = 'A weight of the model has another shape than its layer.';
  return error(
    'model-shape',
    message,
    inWords(got),
    inWords(expected),
    'Open the files of one model together.',
  );
}

function error(code: ErrorCode, message: string, got: string, expected: string, remedy: string): TrainerError {
  return new TrainerError({ code, message, got, expected, remedy });
}
