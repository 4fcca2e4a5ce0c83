import type { GreyImage } from '../protocol';

/** Grey values with fractions, row-major. */
export interface FineGrey {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/**
 * Scales a picture so that its longest side has `side` pixels, the other in proportion and at least 1. Each pixel of the result is
 * the mean of the area it covers, so that no thin line is lost, as it can be where pixels are picked.
 */
export function shrink({ width, height, values }: GreyImage, side: number): FineGrey {
  const scale = side / Math.max(width, height);
  const [across, down] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const columns = Array.from({ length: across }, (_, x) => sharesOf(x, width / across));
  const shrunk = new Float32Array(across * down);
  for (let y = 0; y < down; y++) {
    for (const [row, rowShare] of sharesOf(y, height / down)) {
      columns.forEach((shares, x) => {
        for (const [column, share] of shares) {
          shrunk[y * across + x] =
            (shrunk[y * across + x] as number) + rowShare * share * (values[row * width + column] as number);
        }
      });
    }
  }
  return { width: across, height: down, values: shrunk };
}

/** The source pixels under the target pixel at an index along one axis, each with its share of it. */
function sharesOf(index: number, size: number): [source: number, share: number][] {
  const [from, to] = [index * size, (index + 1) * size];
  const shares: [number, number][] = [];
  for (let source = Math.floor(from); source < to - 1e-9; source++) {
    shares.push([source, (Math.min(to, source + 1) - Math.max(from, source)) / size]);
  }
  return shares;
}
