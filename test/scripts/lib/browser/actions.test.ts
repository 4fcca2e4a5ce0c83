import { expect, test } from 'vitest';
import { dragActions, keyActions } from '../../../../scripts/lib/browser/drivers/actions';

test('a drag presses at the first point, moves, and releases; one point is a click', () => {
  const typesOf = (points: number) => {
    const [{ actions } = { actions: [] }] = dragActions(Array(points).fill({ x: 1.4, y: 2.6 }));
    return actions;
  };
  const move = expect.objectContaining({ type: 'pointerMove', x: 1, y: 3 });
  const [down, up] = ['pointerDown', 'pointerUp'].map((type) => ({ type, button: 0 }));
  expect(typesOf(1)).toEqual([move, down, up]);
  expect(typesOf(3)).toEqual([move, down, move, move, up]);
});

test('a key is pressed and released, with Shift held around it', () => {
  const [{ actions } = { actions: [] }] = keyActions('Shift+Tab');
  const [shift, tab] = ['\uE008', '\uE004'];
  expect(actions).toEqual([
    { type: 'keyDown', value: shift },
    { type: 'keyDown', value: tab },
    { type: 'keyUp', value: tab },
    { type: 'keyUp', value: shift },
  ]);
  expect(keyActions('+')[0]?.actions[0]).toEqual({ type: 'keyDown', value: '+' });
});
