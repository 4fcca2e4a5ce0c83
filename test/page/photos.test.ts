import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GreyImage } from '../../worker/protocol';
import { launchChromium } from '../fixtures/chromium';
import { SILHOUETTES, type Silhouette, shoot } from '../fixtures/photographed-garments';
import { pngFile } from '../fixtures/png-file';
import { serveEmbedder } from './embedder';

/** Pictures from practice, kept beside the repository. */
const FROM_PRACTICE = '../shared/faults/photos';

let browser: Browser;
let page: Page;
let close: () => void;
const folder = mkdtempSync(join(tmpdir(), 'photos-'));

beforeAll(async () => {
  const served = await serveEmbedder({
    html: `<!doctype html><html lang="en"><title>Photos</title><script type="module" src="/fmnist-trainer.js"></script>
      <fmnist-trainer view="predict" weights="pretrained"></fmnist-trainer>`,
  });
  close = served.close;
  browser = await launchChromium();
  page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  await page.addInitScript(() => {
    const decode = globalThis.createImageBitmap;
    const sizes: number[] = [];
    Object.assign(globalThis, {
      bitmapSizes: sizes,
      createImageBitmap: async (...args: Parameters<typeof decode>) => {
        const bitmap = await decode(...args);
        sizes.push(bitmap.width * bitmap.height);
        return bitmap;
      },
    });
  });
  await page.goto(served.url);
  await page.locator('fmnist-garment-pad .pad').waitFor();
  await page.getByText('A trained network').first().waitFor();
}, 120_000);

afterAll(async () => {
  await browser.close();
  close();
  rmSync(folder, { recursive: true });
});

const choose = (name: string, buffer: Buffer, mimeType = 'image/png') => chooseFile({ name, mimeType, buffer });

/** Clears the pad and chooses a file, by its path or with its contents. */
const chooseFile = async (file: string | { name: string; mimeType: string; buffer: Buffer }) => {
  await page.getByRole('button', { name: 'Clear' }).click({ force: true });
  await page.locator('fmnist-garment-pad .guess').getByText('Draw the outline').waitFor();
  await page.locator('fmnist-garment-pad [type=file]').setInputFiles(file);
};
const says = (sentence: string | RegExp) =>
  page.locator('fmnist-garment-pad .guess').getByText(sentence).waitFor();
const note = () => page.locator('fmnist-garment-pad .note').innerText();

const BOOT = SILHOUETTES.find(({ name }) => name === 'an ankle boot') as Silhouette;
const photo = (ground = 255, garment = 40): GreyImage =>
  shoot(BOOT, { width: 300, height: 300, scale: 1.8, left: 40, top: 60, ground, garment });
const grey = ({ width, height, values }: GreyImage) => pngFile(values, { width, height, type: 0 });

/** A photo in the middle of a larger, even picture. */
function around(inner: GreyImage, across: number, down: number, level: number): GreyImage {
  const [width, height] = [inner.width + 2 * across, inner.height + 2 * down];
  const values = new Uint8Array(width * height).fill(level);
  for (let y = 0; y < inner.height; y++) {
    values.set(inner.values.subarray(y * inner.width, (y + 1) * inner.width), (y + down) * width + across);
  }
  return { width, height, values };
}

/** A boot that was cut out: of one grey level, and transparent around it. */
function cutOut(level: number): Buffer {
  const { width, height, values } = photo(0, 255);
  const samples = [...values].flatMap((alpha) => [level, alpha]);
  return pngFile(samples, { width, height, type: 4 });
}

describe('a boot is recognised', () => {
  it('dark on white, and nothing is said about the picture', async () => {
    await choose('boot.png', grey(photo()));
    await says(/“Ankle boot”/);
    expect(await note()).toBe('');
  });

  it.each([
    ['in a frame', around(photo(), 25, 25, 0)],
    ['in a frame with a mount', around(around(photo(230), 20, 20, 250), 12, 12, 60)],
    ['between letterbox bars', around(photo(), 0, 90, 0)],
    ['between bars at its sides', around(photo(), 120, 0, 0)],
  ])('%s, which is cut off and named', async (_, picture) => {
    await choose('boot.png', grey(picture));
    await says(/“Ankle boot”/);
    expect(await note()).toBe('The frame around this picture was cut off.');
  });

  it.each([
    ['white', 255, 'black'],
    ['nearly white', 248, 'black'],
    ['black', 0, 'white'],
  ])('%s on a transparent background, which is named', async (_, level, background) => {
    await choose('boot.png', cutOut(level));
    await says(/“Ankle boot”/);
    expect(await note()).toBe(`The background of this picture is transparent. Here it is ${background}.`);
  });
});

describe.skipIf(!existsSync(FROM_PRACTICE))('a picture from practice', () => {
  const show = async (name: string) => {
    const type = name.endsWith('jpg') ? 'image/jpeg' : 'image/png';
    await choose(name, readFileSync(join(FROM_PRACTICE, name)), type);
    await says(/Looks like/);
    return /“(.*)”/.exec(await page.locator('fmnist-garment-pad .guess').innerText())?.[1];
  };

  it.each(['boot-framed.png', 'boot-letterboxed.png'])(
    '%s is taken for the same as without its frame',
    async (name) => {
      const plain = await show('boot-dark-on-white.jpg');
      expect(await show(name)).toBe(plain);
    },
  );

  it.each(['boot-transparent-allwhite.png', 'boot-transparent-nearlywhite.png'])(
    '%s is a boot',
    async (name) => {
      expect(await show(name)).toBe('Ankle boot');
    },
  );
});

describe('the note about a picture', () => {
  it('goes with the picture, and comes back with Undo', async () => {
    await choose('boot.png', cutOut(255));
    await says(/“Ankle boot”/);
    await page.getByRole('button', { name: 'Clear' }).click();
    await says('Draw the outline');
    expect(await note()).toBe('');
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await note()).toContain('transparent');
  });

  it('is Korean on a Korean page', async () => {
    await choose('boot.png', cutOut(255));
    await says(/“Ankle boot”/);
    const speak = (lang: string) =>
      page
        .locator('fmnist-trainer')
        .evaluate((trainer, language) => trainer.setAttribute('lang', language), lang);
    await speak('ko');
    await expect.poll(note).toBe('배경이 투명한 그림이어서 여기서는 검은색으로 채웠습니다.');
    await speak('en');
    await expect.poll(note).toContain('transparent');
  });
});

describe('an SVG file', () => {
  const SVG = Buffer.from(
    '<?xml version="1.0"?><!-- a shirt --><svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><path d="M9 9h9v9z"/></svg>',
  );

  it('is not offered by the file chooser', async () => {
    const types = await page.locator('fmnist-garment-pad [type=file]').getAttribute('accept');
    expect(types).toBe('image/jpeg,image/png,image/webp,image/gif,image/avif,image/bmp');
  });

  it.each(['image/svg+xml', ''])(
    'is refused by name if it is dropped, also with the type “%s”',
    async (type) => {
      await choose('boot.png', grey(photo()));
      await says(/“Ankle boot”/);
      await choose('shirt.svg', SVG, type || 'application/octet-stream');
      const alert = page.locator('fmnist-garment-pad [role=alert]');
      await alert
        .getByText('SVG drawings cannot be opened. Save the drawing as a PNG file, or choose a photo.')
        .waitFor();
    },
  );
});

describe('a photo of 48 megapixels', () => {
  const [WIDTH, HEIGHT] = [8000, 6000];

  /** Grey, with the boot in the middle: 48 MB of rows, compressed to a few hundred kilobytes. */
  function largePhoto(): Buffer {
    const small = photo();
    const rows = Array.from({ length: small.height }, (_, y) => {
      const row = Buffer.alloc(1 + WIDTH, 255);
      row[0] = 0;
      for (let x = 0; x < small.width; x++)
        row.fill(small.values[y * small.width + x] as number, 1001 + 20 * x, 1021 + 20 * x);
      return row;
    });
    const compressed = deflateSync(
      Buffer.concat(Array.from({ length: HEIGHT }, (_, y) => rows[Math.floor(y / 20)] as Buffer)),
      { level: 1 },
    );
    return pngFile([], { width: WIDTH, height: HEIGHT, type: 0, compressed });
  }

  interface TraceEvent {
    readonly name: string;
    readonly ph: string;
    readonly pid: number;
    readonly tid: number;
    readonly tdur?: number;
    readonly args?: { readonly name?: string };
  }

  it('is recognised, decoded and scaled in the worker: the page’s thread has no task of 50 ms of CPU time', async () => {
    const file = join(folder, 'large.png');
    writeFileSync(file, largePhoto());
    await page.evaluate(() => {
      (globalThis as unknown as { bitmapSizes: number[] }).bitmapSizes.length = 0;
    });
    await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
    // With its contents, the test's own script in the page would decode them.
    await chooseFile(file);
    await says(/“Ankle boot”/);
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
      traceEvents: TraceEvent[];
    };
    const pages = traceEvents.filter(
      ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
    );
    const tasks = traceEvents.filter(
      ({ ph, tdur, pid, tid }) =>
        ph === 'X' && tdur !== undefined && pages.some((one) => one.pid === pid && one.tid === tid),
    );
    expect(tasks.length).toBeGreaterThan(10);
    expect(Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000))).toBeLessThan(50);
    const sizes = await page.evaluate(() => (globalThis as unknown as { bitmapSizes: number[] }).bitmapSizes);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(560 * 560);
  });
});
