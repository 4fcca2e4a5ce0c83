/**
 * The heights of an element in places of the same widths, one list for each language.
 * @typedef {object} Measured
 * @property {readonly number[]} widths in pixels, ascending
 * @property {Readonly<Record<string, readonly number[]>>} heights in pixels, by the code of the language
 */

/**
 * Heights between two widths as a line: `share` of the width and `rest` pixels. It holds below `to`.
 * @typedef {{ from: number, to: number, share: number, rest: number }} Segment
 */

/** Pixels in one em of the measured page. */
const EM = 16;
/** How far the lines may be from the heights, in pixels: less than a line of text. */
const TOLERANCE = 12;
/** A language has rules of its own where its heights are further from those of English, in pixels. */
const LANGUAGE_TOLERANCE = 2 * TOLERANCE;
const SOURCE_LANGUAGE = 'en';

/**
 * Describes heights by few lines. A step in the heights always starts a new line.
 * @param {readonly number[]} widths in pixels, ascending
 * @param {readonly number[]} heights in pixels, at each width
 * @returns {Segment[]} in the order of their widths
 */
export function fitSegments(widths, heights) {
  const width = (/** @type {number} */ i) => Number(widths[i]);
  const height = (/** @type {number} */ i) => Number(heights[i]);
  const lineOf = (/** @type {number} */ start, /** @type {number} */ end) => {
    const share = end === start ? 0 : (height(end) - height(start)) / (width(end) - width(start));
    return { share, rest: height(start) - share * width(start) };
  };
  const fits = (/** @type {number} */ start, /** @type {number} */ end) => {
    if (Math.abs(height(end) - height(end - 1)) > TOLERANCE) return false;
    const { share, rest } = lineOf(start, end);
    for (let i = start; i <= end; i++)
      if (Math.abs(share * width(i) + rest - height(i)) > TOLERANCE) return false;
    return true;
  };
  const segments = [];
  for (let start = 0, end = 0; start < widths.length; start = end + 1) {
    end = start;
    while (end + 1 < widths.length && fits(start, end + 1)) end++;
    segments.push({
      from: width(start),
      to: end + 1 < widths.length ? width(end + 1) : Infinity,
      ...lineOf(start, end),
    });
  }
  return segments;
}

/**
 * The lines of another language, where those of English are too far from its heights.
 * @param {readonly number[]} widths
 * @param {readonly number[]} heights of the language
 * @param {readonly Segment[]} english
 * @returns {Segment[]}
 */
export function ownSegments(widths, heights, english) {
  const isOwn = widths.map((width, i) => {
    const { share, rest } = /** @type {Segment} */ (english.find(({ to }) => width < to));
    return Math.abs(share * width + rest - Number(heights[i])) > LANGUAGE_TOLERANCE;
  });
  return fitSegments(widths, heights).flatMap((segment) => {
    const inside = widths.filter((width, i) => isOwn[i] && width >= segment.from && width < segment.to);
    const [from] = inside;
    if (from === undefined) return [];
    const next = widths[widths.indexOf(Number(inside.at(-1))) + 1] ?? Infinity;
    return { ...segment, from, to: Math.min(segment.to, next) };
  });
}

/** @param {number} number */
const short = (number) => String(Math.round(number * 1000) / 1000);

/**
 * A rule, alone or under a condition.
 * @param {string} selector
 * @param {string} declaration
 * @param {string} [condition]
 */
function ruleOf(selector, declaration, condition) {
  const rule = [`${selector} {`, `  ${declaration};`, '}'];
  if (!condition) return rule.join('\n');
  return [`@container ${condition} {`, ...rule.map((line) => `  ${line}`), '}'].join('\n');
}

/** @param {Segment} segment */
function lengthOf({ share, rest }) {
  const em = `${short(rest / EM)}em`;
  return Math.abs(share) < 0.0005 ? em : `calc(${short(100 * share)}cqi + ${em})`;
}

/**
 * A rule for each segment. The last of a whole range has no condition, and the narrower ones follow it, so each wins where its condition
 * holds.
 * @param {string} selector
 * @param {string} property
 * @param {readonly Segment[]} segments for all widths
 * @returns {string}
 */
export function rulesFor(selector, property, segments) {
  return segments
    .map((segment) => {
      const condition = segment.to === Infinity ? undefined : `(width < ${short(segment.to / EM)}em)`;
      return ruleOf(selector, `${property}: ${lengthOf(segment)}`, condition);
    })
    .reverse()
    .join('\n');
}

/**
 * A rule for each segment that holds between its two widths only.
 * @param {string} selector
 * @param {string} property
 * @param {readonly Segment[]} segments
 */
function rulesBetween(selector, property, segments) {
  return segments.map((segment) => {
    const from = `(width >= ${short(segment.from / EM)}em)`;
    const to = segment.to === Infinity ? '' : ` and (width < ${short(segment.to / EM)}em)`;
    return ruleOf(selector, `${property}: ${lengthOf(segment)}`, from + to);
  });
}

/** What depends on an attribute, and the property that adds it to the height of the place. */
export const EXTRAS = /** @type {const} */ ([
  {
    attribute: 'data-src="drawn-garments"',
    selector: '[data-src="drawn-garments"]',
    property: 'margin-block-start',
  },
  { attribute: 'autosave="off"', selector: '[autosave="off"]', property: 'margin-block-end' },
  { attribute: 'weights="pretrained"', selector: '[weights]', property: 'padding-block-start' },
  { attribute: 'share', selector: '[share]', property: 'padding-block-end' },
]);

/** An element that is not defined yet, or whose language still loads (`src/ui/localized-element.ts`). */
const NOT_DRAWN = ':is(:not(:defined), :state(loading-language))';
const BEFORE = `${NOT_DRAWN}::before`;

/**
 * The style sheet that reserves the place of the element before its script has loaded.
 * @param {readonly { view: string, measured: Measured, extras: readonly { selector: string, property: string, measured: Measured }[] }[]} views
 *   the first is that of an element without the attribute; the heights of extras are differences
 */
export function reservedPlace(views) {
  const [, ...named] = views;
  const rules = views.flatMap(({ view, measured: { widths, heights }, extras }, i) => {
    const attribute = i > 0 ? `[view="${view}"]` : named.map(({ view }) => `:not([view="${view}"])`).join('');
    const element = `fmnist-trainer${attribute}`;
    const { [SOURCE_LANGUAGE]: english = [], ...others } = heights;
    const segments = fitSegments(widths, english);
    return [
      `/* view="${view}" */`,
      rulesFor(`${element}${BEFORE}`, 'height', segments),
      ...Object.entries(others).flatMap(([language, heights]) =>
        rulesBetween(`${element}:lang(${language})${BEFORE}`, 'height', ownSegments(widths, heights, segments)),
      ),
      ...extras
        .map(({ measured, ...extra }) => ({ ...extra, differences: middleOf(measured) }))
        .filter(({ differences }) => differences.some((difference) => Math.abs(difference) > 1))
        .map(({ selector, property, differences }) =>
          rulesFor(`${element}${selector}${BEFORE}`, property, fitSegments(widths, differences)),
        ),
    ];
  });
  return `${HEAD}\n${rules.join('\n')}\n`;
}

/**
 * The middle between the lowest and the highest of all languages, at each width. They differ by one line of small text at most.
 * @param {Measured} measured
 */
function middleOf({ widths, heights }) {
  return widths.map((_, i) => {
    const all = Object.values(heights).map((list) => Number(list[i]));
    return (Math.min(...all) + Math.max(...all)) / 2;
  });
}

const HEAD = `/*
 * Reserves the place of <fmnist-trainer> until it is drawn, so that nothing below it moves. Load this file before the script, or copy it
 * into your style sheet. If you define the element under another name, replace "fmnist-trainer" below. Generated by \`npm run reserve\`
 * from measured heights.
 */
fmnist-trainer${NOT_DRAWN} {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  align-items: start;
  container-type: inline-size;
  padding: var(--fmnist-padding, clamp(0.25em, 50% - 9em, 1em));
  font: 400 1em / 1.5 sans-serif;
  font-size: var(--fmnist-size, medium);
}
fmnist-trainer${NOT_DRAWN}::before {
  content: "";
  box-sizing: content-box;
}
fmnist-trainer${NOT_DRAWN}::before,
fmnist-trainer${NOT_DRAWN} > * {
  grid-area: 1 / 1;
}
fmnist-trainer${NOT_DRAWN} > [slot] {
  display: none;
}`;
