/** What a pen does on a square pad. Positions are fractions of its edge, 0 to 1 from the upper left corner. */
export interface PenActions {
  begin(x: number, y: number, erases: boolean): void;
  /** @param points x and y of each, alternating */
  move(points: readonly number[]): void;
  undo(): void;
}

/** How far the arrow keys move the pen: one pixel of the network's image, or four with Shift. */
const STEP = 1 / 28;
const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** The eraser end of a pen, in an event's `buttons`. */
const ERASER = 32;

/**
 * Lets a mouse, a finger, a pen or the keyboard draw on a pad. Its methods are the pad's event listeners. The keyboard's
 * pen is the element after the pad: it is placed at `--x` and `--y`, and has the class `down` while it draws.
 */
export class PadPens {
  readonly #actions: PenActions;
  #pointerId: number | null = null;
  #x = 0.5;
  #y = 0.5;
  #isDown = false;

  constructor(actions: PenActions) {
    this.#actions = actions;
  }

  readonly pointerDown = (event: PointerEvent): void => {
    const { pointerId, button, buttons } = event;
    const erases = (buttons & ERASER) !== 0;
    if (this.#pointerId !== null || (button !== 0 && !erases)) return;
    const pad = event.currentTarget as HTMLElement;
    this.#pointerId = pointerId;
    pad.setPointerCapture(pointerId);
    const [x, y] = placeOn(pad.getBoundingClientRect(), event);
    this.#actions.begin(x, y, erases);
  };

  readonly pointerMove = (event: PointerEvent): void => {
    if (event.pointerId !== this.#pointerId) return;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const passed = event.getCoalescedEvents();
    const points = passed.length > 0 ? passed : [event];
    this.#actions.move(points.flatMap((point) => placeOn(box, point)));
  };

  /** Handles `lostpointercapture`, which follows both `pointerup` and `pointercancel`. */
  readonly pointerEnd = (): void => {
    this.#pointerId = null;
  };

  readonly keyDown = (event: KeyboardEvent): void => {
    const { key, shiftKey, repeat } = event;
    const arrow = event.altKey || event.metaKey ? undefined : ARROWS[key];
    if (arrow) this.#step(arrow, shiftKey ? 4 * STEP : STEP);
    else if (key === ' ') this.#isDown = repeat ? this.#isDown : !this.#isDown;
    else if (key === 'z' && (event.ctrlKey || event.metaKey)) {
      this.#isDown = false;
      this.#actions.undo();
    } else return;
    event.preventDefault();
    if (key === ' ' && this.#isDown && !repeat) this.#actions.begin(this.#x, this.#y, false);
    this.#show(event);
  };

  readonly lift = (event: Event): void => {
    this.#isDown = false;
    this.#show(event);
  };

  #step([x, y]: readonly [number, number], by: number): void {
    this.#x = clamp(this.#x + x * by);
    this.#y = clamp(this.#y + y * by);
    if (this.#isDown) this.#actions.move([this.#x, this.#y]);
  }

  #show(event: Event): void {
    const cursor = (event.currentTarget as HTMLElement).nextElementSibling as HTMLElement;
    cursor.style.setProperty('--x', String(this.#x));
    cursor.style.setProperty('--y', String(this.#y));
    cursor.classList.toggle('down', this.#isDown);
  }
}

function placeOn(box: DOMRect, { clientX, clientY }: PointerEvent): [x: number, y: number] {
  return [clamp((clientX - box.left) / box.width), clamp((clientY - box.top) / box.height)];
}

const clamp = (share: number) => Math.min(1, Math.max(0, share));
