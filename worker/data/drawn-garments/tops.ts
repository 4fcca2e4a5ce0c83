import type { RandomStream } from '../../random';
import { between, choose, happens, measure, type Range, type Weighted } from './chance';
import {
  blots,
  checks,
  halves,
  pinstripes,
  plain,
  stripes,
  TONES,
  type Wardrobe,
  washed,
  weave,
} from './cloth';
import { bothSides } from './outline';
import type { Canvas } from './rasteriser';
import * as details from './top-details';
import { armholeSeam, bodyOutline, sleeveOutline, TOP, type TopMeasures } from './top-outline';

interface TopCut {
  readonly measures: Readonly<Record<keyof TopMeasures, Range>>;
  /** The length of the sleeves as a share of the arm. */
  readonly sleeves: Weighted<Range>;
  readonly wardrobe: Wardrobe;
  /** The probability of each detail, in the order in which they are drawn. */
  readonly details: readonly (readonly [probability: number, detail: details.TopDetail])[];
}

const SHORT: Range = [0.24, 0.48];
const THREE_QUARTER: Range = [0.5, 0.9];
const LONG: Range = [0.93, 1.03];
const SLEEVELESS: Range = [0, 0.08];

const CLOTHS: Wardrobe = {
  tones: TONES,
  patterns: [
    [0.62, plain],
    [0.09, stripes],
    [0.06, checks],
    [0.04, pinstripes],
    [0.08, blots],
    [0.05, halves],
    [0.06, washed],
  ],
  folds: [0.05, 0.34],
};

const T_SHIRT: TopCut = {
  measures: TOP,
  sleeves: [
    [0.8, SHORT],
    [0.06, THREE_QUARTER],
    [0.08, LONG],
    [0.06, SLEEVELESS],
  ],
  wardrobe: CLOTHS,
  details: [
    [0.85, details.backOfNeck],
    [0.4, details.neckBand],
    [0.14, details.vNeck],
    [0.1, details.collar],
    [0.14, details.shortPlacket],
    [0.3, details.chestPrint],
    [0.14, details.chestPocket],
    [0.4, details.hemSeam],
  ],
};

const PULLOVER: TopCut = {
  measures: { ...TOP, chestWidth: [6.5, 8.2], hemWidth: [6.6, 8.6], cuffWidth: [2.5, 3.9] },
  sleeves: [
    [0.92, LONG],
    [0.08, THREE_QUARTER],
  ],
  wardrobe: { ...CLOTHS, folds: [0.08, 0.34] },
  details: [
    [0.9, details.backOfNeck],
    [0.4, details.neckBand],
    [0.18, details.vNeck],
    [0.16, details.hood],
    [0.1, details.turtleneck],
    [0.06, details.collar],
    [0.22, details.chestPrint],
    [0.16, details.pouch],
    [0.04, details.frontOpening],
    [0.1, details.shortPlacket],
    [0.6, details.ribbing],
  ],
};

const DRESS: TopCut = {
  measures: {
    ...TOP,
    neckWidth: [2, 3.6],
    neckDepth: [1.2, 4.5],
    shoulderWidth: [4, 7],
    shoulderDrop: [0.4, 1.8],
    armpitDepth: [4, 6],
    chestWidth: [3.9, 6.6],
    waistWidth: [3.1, 6.4],
    waist: [9.5, 14.5],
    hemWidth: [4.4, 9.2],
    hemCurve: [0, 0.9],
    wristX: [7.5, 11.5],
    wristY: [17, 23],
    cuffWidth: [1.6, 2.8],
  },
  sleeves: [
    [0.55, SLEEVELESS],
    [0.28, SHORT],
    [0.17, [0.7, 1]],
  ],
  wardrobe: CLOTHS,
  details: [
    [0.7, details.backOfNeck],
    [0.3, details.vNeck],
    [0.5, details.waistSeam],
    [0.45, details.pleats],
    [0.3, details.hemSeam],
  ],
};

const COAT: TopCut = {
  measures: {
    ...TOP,
    shoulderWidth: [6.7, 8.7],
    chestWidth: [6.6, 8.5],
    waistWidth: [6.2, 8.2],
    hemWidth: [6.8, 9],
    wristY: [20.5, 26.8],
    cuffWidth: [2.6, 4.1],
  },
  sleeves: [
    [0.96, LONG],
    [0.04, THREE_QUARTER],
  ],
  wardrobe: { ...CLOTHS, folds: [0.08, 0.34] },
  details: [
    [0.9, details.backOfNeck],
    [0.24, details.hood],
    [0.42, details.lapels],
    [0.4, details.collar],
    [0.93, details.frontOpening],
    [0.4, details.buttons],
    [0.45, details.sidePockets],
    [0.18, details.belt],
    [0.3, details.ribbing],
  ],
};

const SHIRT: TopCut = {
  measures: { ...TOP, waistWidth: [5.9, 7.7], hemCurve: [-0.3, 1.3] },
  sleeves: [
    [0.56, LONG],
    [0.3, SHORT],
    [0.1, THREE_QUARTER],
    [0.04, SLEEVELESS],
  ],
  wardrobe: { ...CLOTHS, patterns: [...CLOTHS.patterns, [0.12, checks], [0.06, pinstripes]] },
  details: [
    [0.9, details.backOfNeck],
    [0.8, details.collar],
    [0.16, details.vNeck],
    [0.84, details.placket],
    [0.82, details.buttons],
    [0.3, details.chestPocket],
    [0.4, details.cuffSeams],
  ],
};

/** Short sleeves stand out from the body: how much further the rest of the arm would reach. */
const SHORT_SLEEVE_SPREAD = 4;

export const drawTShirt = top(T_SHIRT);
export const drawPullover = top(PULLOVER);
export const drawDress = top(DRESS);
export const drawCoat = top(COAT);
export const drawShirt = top(SHIRT);

function top(cut: TopCut) {
  return (canvas: Canvas, random: RandomStream): void => {
    const cutOut = measure(random, cut.measures);
    const sleeve = between(random, choose(random, cut.sleeves));
    const measures = { ...cutOut, wristX: cutOut.wristX + SHORT_SLEEVE_SPREAD * Math.max(0, 1 - sleeve) };
    weave(canvas.cloth, random, cut.wardrobe);
    canvas.paint(bothSides(sleeveOutline(measures, sleeve)), between(random, [0.78, 1]));
    canvas.paint(bodyOutline(measures));
    canvas.shade(bothSides(armholeSeam(measures).stroke(0.7)), between(random, [0.6, 1]));
    for (const [probability, detail] of cut.details) {
      if (happens(random, probability)) detail(canvas, measures, random, sleeve);
    }
  };
}
