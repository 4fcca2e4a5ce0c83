import { Refusal } from '../refusal';

/** The refusal of bytes that are no PNG, or not a whole one. */
export function brokenPng(got: string, expected: string): Refusal {
  return new Refusal(400, {
    code: 'png-broken',
    message: 'The PNG could not be read.',
    got,
    expected,
    remedy: 'Save the picture as PNG again, and send its bytes unchanged (curl: --data-binary).',
  });
}
