/** @import { Page } from 'playwright' */

/** The values of the attribute `view`. */
export const VIEWS = /** @type {const} */ (['full', 'compact', 'charts', 'predict']);

/**
 * Measures how high an idle trainer is in places of different widths, without the padding of its background. The views that load when they
 * are first shown have loaded, if the page's window is high enough to show them.
 * @param {Page} page in which the element is defined
 * @param {object} options
 * @param {string} options.lang
 * @param {string} options.attributes of the element, as HTML
 * @param {readonly number[]} options.widths of the place, in pixels
 * @returns {Promise<number[]>} the heights, in pixels
 */
export function measureHeights(page, { lang, attributes, widths }) {
  return page.evaluate(
    async ([lang, attributes, widths]) => {
      document.body.innerHTML = `<div lang="${lang}"><fmnist-trainer style="--fmnist-padding: 0px" ${attributes}></fmnist-trainer></div>`;
      const place = /** @type {HTMLElement} */ (document.body.firstElementChild);
      const trainer = /** @type {HTMLElement} */ (place.firstElementChild);
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      while (trainer.shadowRoot?.firstElementChild?.getAttribute('lang') !== lang) await frame();
      await frame();
      const loads = () =>
        [...(trainer.shadowRoot?.querySelectorAll('*') ?? [])].some((view) =>
          view.shadowRoot?.querySelector('[aria-busy=true]'),
        );
      do await new Promise((resolve) => setTimeout(resolve, 100));
      while (loads());
      const heights = [];
      for (const width of widths) {
        place.style.width = `${width}px`;
        heights.push(trainer.getBoundingClientRect().height);
      }
      return heights;
    },
    /** @type {const} */ ([lang, attributes, widths]),
  );
}
