import { Refusal } from '../refusal';

/** The refusal of bytes that are not a valid PNG. */
export function brokenPng(got: string, expected: string): Refusal {
  return new Refusal(400, {
    code: 'png-broken',
    message: 'The PNG could not be decoded.',
    got,
    expected,
    remedy: 'Save the picture as a PNG again, and send its bytes unchanged (with curl: --data-binary).',
  });
}
