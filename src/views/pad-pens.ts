/** What a pen does on a square pad. Places are shares of its edge, 0 to 1 from the upper left. */
export interface PenActions {
  begin(x: number, y: number, erases: boolean): void;
  /** @param points x and y of each in turn */
  move(points: readonly number[]): void;
  /** Where the pen of the keyboard is now, and whether it is down. */
  keyboardPen(x: number, y: number, isDown: boolean): void;
  undo(): void;
}

/** How far the arrow keys move the pen: a pixel of the network's picture, with Shift four. */
const STEP = 1 / 28;
const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const ERASER_BUTTON = 32;

/** Lets a mouse, a finger, a pen or the keyboard draw on a pad. The element's listeners call the methods. */
export class PadPens {
  readonly #actions: PenActions;
  #pointerId: number | null = null;
  #x = 0.5;
  #y = 0.5;
  #isDown = false;
  /** Whether the space bar, still held, has drawn: then letting it go lifts the pen. */
  #isHeld = false;
  #hasDrawn = false;

  constructor(actions: PenActions) {
    this.#actions = actions;
  }

  readonly pointerDown = (event: PointerEvent): void => {
    if (this.#pointerId !== null || (event.button > 0 && !(event.buttons & ERASER_BUTTON))) return;
    const pad = event.currentTarget as HTMLElement;
    this.lift();
    this.#pointerId = event.pointerId;
    pad.setPointerCapture(event.pointerId);
    const [x, y] = placeOn(pad.getBoundingClientRect(), event);
    this.#actions.begin(x, y, (event.buttons & ERASER_BUTTON) !== 0);
  };

  readonly pointerMove = (event: PointerEvent): void => {
    if (event.pointerId !== this.#pointerId) return;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const passed = event.getCoalescedEvents();
    const points = passed.length > 0 ? passed : [event];
    this.#actions.move(points.flatMap((point) => placeOn(box, point)));
  };

  /** For `pointerup`, `pointercancel` and `lostpointercapture` alike. */
  readonly pointerEnd = (event: PointerEvent): void => {
    if (event.pointerId === this.#pointerId) this.#pointerId = null;
  };

  readonly keyDown = (event: KeyboardEvent): void => {
    const { key, repeat } = event;
    const arrow = ARROWS[key];
    if (arrow) this.#step(arrow, event.shiftKey ? 4 * STEP : STEP);
    else if (key === ' ') {
      if (!repeat) this.#press();
    } else if (key === 'Escape' && this.#isDown) this.lift();
    else if (key === 'z' && (event.ctrlKey || event.metaKey)) this.#actions.undo();
    else return;
    event.preventDefault();
  };

  readonly keyUp = ({ key }: KeyboardEvent): void => {
    if (key !== ' ') return;
    this.#isHeld = false;
    if (this.#hasDrawn) this.lift();
  };

  /** Ends what the keyboard draws. */
  readonly lift = (): void => {
    if (!this.#isDown) return;
    this.#isDown = false;
    this.#tell();
  };

  /** A tap puts the pen down or lifts it; drawing with the bar held lifts it when the bar is let go. */
  #press(): void {
    if (this.#isDown) {
      this.lift();
      return;
    }
    this.#isDown = this.#isHeld = true;
    this.#hasDrawn = false;
    this.#actions.begin(this.#x, this.#y, false);
    this.#tell();
  }

  #step([x, y]: readonly [number, number], by: number): void {
    this.#x = clamp(this.#x + x * by);
    this.#y = clamp(this.#y + y * by);
    this.#hasDrawn ||= this.#isHeld;
    if (this.#isDown) this.#actions.move([this.#x, this.#y]);
    this.#tell();
  }

  #tell(): void {
    this.#actions.keyboardPen(this.#x, this.#y, this.#isDown);
  }
}

function placeOn(box: DOMRect, { clientX, clientY }: PointerEvent): [x: number, y: number] {
  return [clamp((clientX - box.left) / box.width), clamp((clientY - box.top) / box.height)];
}

const clamp = (share: number) => Math.min(1, Math.max(0, share));
