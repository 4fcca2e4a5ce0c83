import type { GreyImage } from '../protocol';

/** Grey values from 0 to 255 with fractions, row-major, shape (height, width). */
export interface FineGrey {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/**
 * Scales a picture so that its longest side has `side` pixels. The other side is scaled in proportion, to at least 1 pixel. Each pixel
 * of the result is the mean of the area it covers, so thin lines are not lost, as they can be when pixels are sampled.
 */
export function shrink(picture: GreyImage, side: number): FineGrey {
  const scale = side / Math.max(picture.width, picture.height);
  const [across, down] = [picture.width, picture.height].map((length) =>
    Math.max(1, Math.round(length * scale)),
  ) as [number, number];
  return shrinkAndTurn(shrinkAndTurn(picture, across), down);
}

/** Scales the rows to `across` pixels and transposes the picture. Calling it twice scales both axes and restores the orientation. */
function shrinkAndTurn({ width, height, values }: GreyImage | FineGrey, across: number): FineGrey {
  const turned = new Float32Array(across * height);
  const step = width / across;
  for (let x = 0; x < across; x++) {
    const [from, to] = [x * step, (x + 1) * step];
    for (let y = 0; y < height; y++) {
      let sum = 0;
      for (let source = Math.floor(from); source < to - 1e-9; source++) {
        const covered = Math.min(to, source + 1) - Math.max(from, source);
        sum += covered * (values[y * width + source] as number);
      }
      turned[x * height + y] = sum / step;
    }
  }
  return { width: height, height: across, values: turned };
}
