import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { REQUEST, type RequestEvent } from '../../../../src/state/requests';
import type { FmnistGarmentPad } from '../../../../src/views/pad/garment-pad';
import type { GreyImage, Prediction } from '../../../../worker/protocol';
import { importBuilt, importView } from '../../built';

const CLASS_NAMES = 'T-shirt/top Trouser Pullover Dress Coat Sandal Shirt Sneaker Bag Boot'.split(' ');

/** The pictures that were sent to be formatted, and those that were sent to be predicted. */
let pictures: (ImageBitmap | GreyImage)[];
let guessed: Uint8Array[];
let pad: FmnistGarmentPad;

beforeAll(async () => {
  await importView('fmnist-garment-pad');
});

beforeEach(async () => {
  pictures = [];
  guessed = [];
  pad = document.createElement('fmnist-garment-pad');
  pad.lang = 'en';
  pad.style.width = '720px';
  pad.classNames = CLASS_NAMES;
  pad.formatPhoto = async (picture) => {
    pictures.push(picture);
    return new Uint8Array(784).fill(200);
  };
  pad.predict = async (images) => {
    guessed.push(images);
    return [trouser(0.93)];
  };
  document.body.append(pad);
  await pad.updateComplete;
});

afterEach(() => {
  document.body.replaceChildren();
});

function trouser(probability: number): Prediction {
  const probabilities = CLASS_NAMES.map((_, i) => (i === 1 ? probability : (1 - probability) / 9));
  return { classIndex: 1, className: 'Trouser', probabilities };
}

const find = <E extends HTMLElement>(selector: string) => pad.renderRoot.querySelector(selector) as E;
const button = (name: string) =>
  [...pad.renderRoot.querySelectorAll('button')].find(
    ({ ariaLabel, textContent }) => (ariaLabel ?? textContent?.trim()) === name,
  );
const sentence = () => find('.guess').textContent;
const shownProbabilities = () =>
  find<HTMLElementTagNameMap['fmnist-probability-bars']>('fmnist-probability-bars').probabilities;
const alert = () => find('[role=alert]').textContent?.trim();

/** The amount of ink on the pad, in pixels. */
function ink(): number {
  const canvas = find<HTMLCanvasElement>('.pad');
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((alpha, i) => i % 4 === 3 && alpha > 127).length;
}

/** RGBA of the pixel of a canvas at (place, place). */
function colourOf(selector: string, place: number): number[] {
  const context = find<HTMLCanvasElement>(selector).getContext('2d');
  return [...(context?.getImageData(place, place, 1, 1).data ?? [])];
}

/** Draws a line through points with a pointer, in fractions of the pad's edge. */
function draw(points: readonly (readonly [number, number])[], pointerType = 'mouse'): void {
  const canvas = find('.pad');
  const { left, top, width } = canvas.getBoundingClientRect();
  // Only a real pointer can be captured.
  canvas.setPointerCapture = () => {};
  points.forEach(([x, y], i) => {
    const place = { clientX: left + x * width, clientY: top + y * width };
    const type = i === 0 ? 'pointerdown' : 'pointermove';
    canvas.dispatchEvent(
      new PointerEvent(type, { ...place, pointerId: 7, pointerType, buttons: 1, bubbles: true }),
    );
  });
  canvas.dispatchEvent(new PointerEvent('lostpointercapture', { pointerId: 7 }));
}

const BOX = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.75, 0.75],
  [0.25, 0.75],
] as const;

async function choose(tool: string): Promise<void> {
  find<HTMLInputElement>(`[aria-label='${tool}']`).click();
  await pad.updateComplete;
}

/** A dark box on a bright background, as a PNG file. */
async function photo(): Promise<File> {
  const canvas = new OffscreenCanvas(300, 200);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.fillStyle = '#eee';
  context.fillRect(0, 0, 300, 200);
  context.fillStyle = '#246';
  context.fillRect(120, 20, 60, 160);
  return new File([await canvas.convertToBlob()], 'photo.png', { type: 'image/png' });
}

function transfer(file: File): DataTransfer {
  const data = new DataTransfer();
  data.items.add(file);
  return data;
}

describe('beside a picture of the network', () => {
  it('the pad leaves the 28 × 28 image and the probabilities to it, and still guesses', async () => {
    expect(find('.seen, fmnist-probability-bars')).not.toBeNull();
    pad.hasPicture = true;
    await pad.updateComplete;
    expect(find('.seen, fmnist-probability-bars')).toBeNull();
    const shown: unknown[] = [];
    pad.addEventListener(REQUEST, (event) => shown.push((event as RequestEvent).detail));
    button('Trouser')?.click();
    await vi.waitFor(() => expect(sentence()).toContain('93%'), 20_000);
    expect(shown).toEqual([{ type: 'show-garment', garment: new Uint8Array(784).fill(200) }]);
  });
});

describe('a drawing', () => {
  it('and the network’s picture follow the colour of a page that changes between light and dark', async () => {
    // A colour outside sRGB, as a page may choose for its ink.
    pad.style.setProperty('--fmnist-ink', 'light-dark(oklch(0 0 0), oklch(1 0 0))');
    pad.style.colorScheme = 'light';
    draw(BOX);
    await expect.poll(() => colourOf('.seen', 14)).toEqual([0, 0, 0, 200]);
    expect(colourOf('.pad', 280)).toEqual([0, 0, 0, 255]);
    pad.style.colorScheme = 'dark';
    await expect.poll(() => colourOf('.pad', 280)).toEqual([255, 255, 255, 255]);
    expect(colourOf('.seen', 14)).toEqual([255, 255, 255, 200]);
  });

  it('by mouse, finger or pen is filled, formatted and predicted', async () => {
    for (const [i, pointer] of ['mouse', 'touch', 'pen'].entries()) {
      draw(BOX, pointer);
      await vi.waitFor(() => expect(pictures.length).toBeGreaterThan(i));
      // Half of the edge squared, and the rounded outline of the stroke.
      expect(ink()).toBeGreaterThan(560 * 560 * 0.25);
      expect(ink()).toBeLessThan(560 * 560 * 0.32);
      button('Clear')?.click();
      expect(ink()).toBe(0);
    }
  });

  it('is sent white on black, with a black margin', async () => {
    draw(BOX);
    await vi.waitFor(() => expect(pictures.length).toBeGreaterThan(0));
    const { width, height, values } = pictures.at(-1) as GreyImage;
    expect(values).toHaveLength(width * height);
    const at = (x: number, y: number) => values[Math.round(y * height) * width + Math.round(x * width)];
    expect(at(0.5, 0.5)).toBe(255);
    expect(at(0.1, 0.5)).toBe(0);
    expect(values.subarray(0, width).every((value) => value === 0)).toBe(true);
  });

  it('shows its prediction in words and bars, and the picture that the network sees', async () => {
    draw(BOX);
    await vi.waitFor(() => expect(sentence()).toBe('Looks like “Trouser” to the network: 93%.'));
    expect(find('.guess').getAttribute('aria-live')).toBe('polite');
    expect(shownProbabilities()?.[1]).toBe(0.93);
    const seen = find<HTMLCanvasElement>('.seen').getContext('2d')?.getImageData(0, 0, 28, 28).data;
    expect(seen?.[3]).toBe(200);
  });

  it('is predicted again when the weights change, without being formatted again', async () => {
    draw(BOX);
    await vi.waitFor(() => expect(shownProbabilities()?.[1]).toBe(0.93));
    const looks = pictures.length;
    pad.predict = async () => [trouser(0.41)];
    pad.weightsVersion = 2;
    await vi.waitFor(() => expect(shownProbabilities()?.[1]).toBe(0.41));
    await vi.waitFor(() => expect(sentence()).toContain('41%'));
    expect(pictures).toHaveLength(looks);
  });

  it('is sent one state at a time, and the last one always', async () => {
    let open = 0;
    let most = 0;
    pad.formatPhoto = async (picture) => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 20));
      open -= 1;
      pictures.push(picture);
      return new Uint8Array(784);
    };
    await choose('Pen');
    draw(Array.from({ length: 200 }, (_, i) => [i / 400, 0.5] as const));
    draw([
      [0.9, 0.9],
      [0.91, 0.9],
    ]);
    await vi.waitFor(() => {
      const { width, height, values } = pictures.at(-1) as GreyImage;
      expect(values[Math.round(0.9 * height) * width + Math.round(0.9 * width)]).toBe(255);
    });
    expect(most).toBe(1);
    expect(pictures.length).toBeLessThan(10);
  });

  it('can be undone stroke by stroke, and so can Clear', async () => {
    await choose('Pen');
    draw([
      [0.1, 0.1],
      [0.9, 0.1],
    ]);
    const one = ink();
    draw([
      [0.1, 0.5],
      [0.9, 0.5],
    ]);
    const two = ink();
    button('Clear')?.click();
    expect(ink()).toBe(0);
    button('Undo')?.click();
    expect(ink()).toBe(two);
    button('Undo')?.click();
    expect(ink()).toBe(one);
    button('Undo')?.click();
    expect(ink()).toBe(0);
    await vi.waitFor(() => expect(sentence()).toBe('Draw the outline of a garment, or choose a photo of one.'));
    expect(shownProbabilities()).toBeNull();
  });

  it('can be erased', async () => {
    draw(BOX);
    const before = ink();
    await choose('Eraser');
    draw([
      [0.3, 0.5],
      [0.7, 0.5],
    ]);
    expect(ink()).toBeLessThan(before * 0.95);
  });

  it('can be made with the keyboard: arrows move the pen, Space puts it down and lifts it, Ctrl+Z undoes a stroke', async () => {
    await choose('Pen');
    find('.pad').focus();
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(ink()).toBe(0);
    await userEvent.keyboard(' {ArrowDown}{ArrowDown}{Shift>}{ArrowDown}{/Shift} ');
    const line = ink();
    // Six of the network's pixels long, of 28, and two wide.
    expect(line).toBeGreaterThan(20 * 20 * 12);
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}');
    expect(ink()).toBe(line);
    await userEvent.keyboard('{Control>}z{/Control}');
    expect(ink()).toBe(0);
  });

  it('can start from an existing garment', async () => {
    button('Trouser')?.click();
    await vi.waitFor(() => expect(pictures).toHaveLength(1));
    expect(ink()).toBeGreaterThan(560 * 560 * 0.1);
  });
});

/** What a browser does for a paste. It goes to the selection, not only to the focused element. */
function paste(file: File, at: HTMLElement): void {
  const options = { bubbles: true, cancelable: true, composed: true };
  at.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer(file), ...options }));
}

describe('a photo', () => {
  const enter = {
    pasted: (file: File) => {
      find('.pad').focus();
      paste(file, find('.pad'));
    },
    dropped: (file: File) =>
      find('.pad').dispatchEvent(
        new DragEvent('drop', { dataTransfer: transfer(file), bubbles: true, cancelable: true }),
      ),
    chosen: (file: File) => {
      const input = find<HTMLInputElement>('[type=file]');
      input.files = transfer(file).files;
      input.dispatchEvent(new Event('change'));
    },
  };

  it.each(['pasted', 'dropped', 'chosen'] as const)(
    'that is %s is shown, scaled to fit, and sent unchanged',
    async (way) => {
      enter[way](await photo());
      await vi.waitFor(() => expect(sentence()).toContain('Trouser'));
      const [picture] = pictures as ImageBitmap[];
      expect([picture?.width, picture?.height]).toEqual([560, 373]);
      expect(ink()).toBe(560 * 373);
    },
  );

  it('that is pasted is used while the focus is in the pad, wherever the browser sends the event, and ignored otherwise', async () => {
    // A pad under the pointer takes it, too, and the pointer may be where an earlier test left it.
    pad.style.marginTop = '200vh';
    await expect.poll(() => pad.matches(':hover')).toBe(false);
    paste(await photo(), document.body);
    expect(ink()).toBe(0);
    button('Choose a photo')?.focus();
    paste(await photo(), document.body);
    await vi.waitFor(() => expect(ink()).toBe(560 * 373));
    pad.remove();
    paste(await photo(), document.body);
    expect(pictures).toHaveLength(1);
  });

  it('replaces the drawing, which Undo brings back', async () => {
    draw(BOX);
    const before = ink();
    await pad.showPhoto(await photo());
    button('Undo')?.click();
    expect(ink()).toBe(before);
  });

  it('that is not a picture is refused with a remedy, and the drawing stays', async () => {
    draw(BOX);
    const before = ink();
    enter.dropped(new File(['words'], 'words.txt', { type: 'text/plain' }));
    await vi.waitFor(() =>
      expect(alert()).toBe('The browser cannot show this file as a picture. Choose a JPEG, PNG or WebP file.'),
    );
    expect(ink()).toBe(before);
    draw(BOX);
    await vi.waitFor(() => expect(alert()).toBe(''));
  });

  it('without a garment in it is reported', async () => {
    pad.formatPhoto = async () => {
      throw {
        code: 'photo-empty',
        message: 'Nothing there.',
        got: '',
        expected: '',
        remedy: 'Choose another.',
      };
    };
    await pad.showPhoto(await photo());
    await vi.waitFor(() => expect(alert()).toBe('Nothing there. Choose another.'));
    expect(ink()).toBeGreaterThan(0);
  });
});

it('an error of the network stays until a prediction succeeds, not only until the next stroke', async () => {
  const { predict } = pad;
  pad.predict = () =>
    Promise.reject({ code: 'worker-died', message: 'It died.', got: '', expected: '', remedy: 'Retry.' });
  draw(BOX);
  await vi.waitFor(() => expect(alert()).toContain('Retry.'));
  pad.predict = predict;
  pad.weightsVersion = 'of another run';
  await vi.waitFor(() => expect(alert()).toBe(''));
  await vi.waitFor(() => expect(sentence()).toContain('Trouser'));
});

it('the pad does not handle the browser’s own keys', async () => {
  find('.pad').focus();
  for (const modifier of ['altKey', 'metaKey']) {
    const back = new KeyboardEvent('keydown', { key: 'ArrowLeft', [modifier]: true, cancelable: true });
    expect(find('.pad').dispatchEvent(back)).toBe(true);
  }
});

describe('before training,', () => {
  const refused = { code: 'call-refused', message: 'No model.', got: '', expected: '', remedy: 'Train.' };

  it.each([
    ['no predict function', null],
    ['a refused prediction', () => Promise.reject(refused)],
  ])('with %s, drawing still works, and a sentence says what to do', async (_, predict) => {
    pad.predict = predict;
    draw(BOX);
    await vi.waitFor(() => expect(sentence()).toBe('Train the network first. Then it guesses what you draw.'));
    expect(pictures.length).toBeGreaterThan(0);
    expect(alert()).toBe('');
    pad.predict = async () => [trouser(0.5)];
    pad.weightsVersion = 1;
    await vi.waitFor(() => expect(sentence()).toContain('50%'));
  });
});

describe('the real worker', () => {
  const worker = async () => {
    const { TrainerClient } = await importBuilt();
    return new TrainerClient();
  };

  it('formats a photo to 28 × 28 grey values, inverted, cropped and centred, exact to the pixel', async () => {
    const trainer = await worker();
    const bytes = await trainer.formatPhoto(await createImageBitmap(await photo()));
    // The box is 60 by 160: its longest side becomes 28, the other 10.5, rounded up, and it is centred.
    expect(bytes).toEqual(Uint8Array.from({ length: 784 }, (_, i) => (i % 28 >= 8 && i % 28 < 19 ? 255 : 0)));
    trainer.dispose();
  });

  it('gives the same for a photo that is larger than it processes, and for one with a transparent background', async () => {
    const trainer = await worker();
    const canvas = new OffscreenCanvas(1500, 1000);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.fillRect(600, 100, 300, 800);
    const bytes = await trainer.formatPhoto(canvas.transferToImageBitmap());
    const columns = Array.from({ length: 28 }, (_, x) => bytes[14 * 28 + x] as number);
    expect(Math.max(...columns)).toBe(255);
    expect(columns.map((value) => (value > 127 ? 1 : 0)).join('')).toMatch(/^0{8,9}1{10,11}0{8,9}$/);
    trainer.dispose();
  });

  it('reports to the pad that a photo is empty', async () => {
    const trainer = await worker();
    pad.formatPhoto = (picture) => trainer.formatPhoto(picture);
    const canvas = new OffscreenCanvas(50, 50);
    canvas.getContext('2d')?.fillRect(0, 0, 50, 50);
    await pad.showPhoto(await canvas.convertToBlob());
    await vi.waitFor(() => expect(alert()).toContain('No garment was found in the picture.'));
    trainer.dispose();
  });
});

describe('the garment on the pad', () => {
  it('is announced to other views when it changes, once, and withdrawn when the pad is cleared', async () => {
    const shown: unknown[] = [];
    pad.addEventListener(REQUEST, (event) => shown.push((event as RequestEvent).detail));
    draw(BOX);
    await expect.poll(() => shown).toEqual([{ type: 'show-garment', garment: new Uint8Array(784).fill(200) }]);
    pad.weightsVersion = 1;
    await expect.poll(() => guessed.length).toBeGreaterThan(1);
    expect(shown).toHaveLength(1);
    button('Clear')?.click();
    await expect.poll(() => shown.slice(1)).toEqual([{ type: 'show-garment', garment: null }]);
  });
});
