import { DRAWN_TEST_COUNT, DRAWN_TRAIN_COUNT, drawSplit, type GarmentSheet } from '../drawn-garments';

export interface DrawOptions {
  readonly signal: AbortSignal;
  /** Called with the number of garments drawn so far, of `total`. */
  readonly onDrawn: (drawn: number, total: number) => void;
  /** Awaited after each report, so that the worker can handle messages. */
  readonly breathe: () => Promise<void>;
}

/** Draws both splits of the built-in data set, as many garments as Fashion-MNIST has. */
export async function drawDataSet(
  options: DrawOptions,
): Promise<Readonly<Record<'train' | 'test', GarmentSheet>>> {
  const train = await drawSheet('train', 0, options);
  const test = await drawSheet('test', DRAWN_TRAIN_COUNT, options);
  return { train, test };
}

async function drawSheet(
  split: 'train' | 'test',
  before: number,
  { signal, onDrawn, breathe }: DrawOptions,
): Promise<GarmentSheet> {
  const drawing = drawSplit(split);
  for (;;) {
    const { done, value } = drawing.next();
    if (done) return value;
    onDrawn(before + value, DRAWN_TRAIN_COUNT + DRAWN_TEST_COUNT);
    await breathe();
    signal.throwIfAborted();
  }
}
