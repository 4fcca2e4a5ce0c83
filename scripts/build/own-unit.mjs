/** A length in `u`, such as `-0.25u`, and not the end of a name or of another number. */
const LENGTH = /(?<![\w.#-])(-?\d*\.?\d+)u\b/g;
/** The condition of a container query. */
const CONDITION = /@container[^{]*/g;

/**
 * Rewrites lengths in `u`, the unit of our style sheets, as CSS that browsers know. One `u` is the font size of the view's element, which
 * the token `--fmnist-size` sets. So the page's root has no influence on it, unlike `rem`, nor has the font size of the element that a rule
 * is for, unlike `em`.
 *
 * `margin: 0 -0.5u` becomes `margin: 0 calc(var(--fmnist-u)*-.5)`. The condition of a container query cannot read a custom property. Its
 * `em` is the font size of the container, which for all our containers is 1u: `@container (width < 34u)` becomes `(width < 34em)`.
 * @param {string} css
 */
export function inOwnUnit(css) {
  return css
    .replace(CONDITION, (condition) => condition.replace(LENGTH, '$1em'))
    .replace(LENGTH, (_, factor) => {
      const times = String(Number(factor)).replace(/^(-?)0\./, '$1.');
      return times === '1' ? 'var(--fmnist-u)' : `calc(var(--fmnist-u)*${times})`;
    });
}
