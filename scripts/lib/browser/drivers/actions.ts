import type { Key, Point } from './driver';

/** The code points that WebDriver has for keys without a character. */
const KEYS: Readonly<Record<string, string>> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Escape: '\uE00C',
  Space: ' ',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
};

/** The sequences of input that WebDriver and WebDriver BiDi perform, in the same form. */
export type Actions = readonly {
  readonly type: string;
  readonly id: string;
  readonly parameters?: object;
  readonly actions: readonly object[];
}[];

export function dragActions([start, ...others]: readonly Point[]): Actions {
  if (!start) return [];
  const move = ({ x, y }: Point) => ({
    type: 'pointerMove',
    x: Math.round(x),
    y: Math.round(y),
    duration: 0,
    origin: 'viewport',
  });
  const actions = [
    move(start),
    { type: 'pointerDown', button: 0 },
    ...others.map(move),
    { type: 'pointerUp', button: 0 },
  ];
  return [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }];
}

export function keyActions(key: Key): Actions {
  const [, shift, name = ''] = /^(Shift\+)?(.+)$/s.exec(key) ?? [];
  const value = KEYS[name] ?? name;
  const down = (code: string) => ({ type: 'keyDown', value: code });
  const up = (code: string) => ({ type: 'keyUp', value: code });
  const held = KEYS.Shift as string;
  const actions = [...(shift ? [down(held)] : []), down(value), up(value), ...(shift ? [up(held)] : [])];
  return [{ type: 'key', id: 'keyboard', actions }];
}
