import axe from 'axe-core';
import type { Page } from 'playwright';

/**
 * The violations that axe-core finds, one per line, also inside shadow roots. It also checks target sizes, which axe-core does not do by
 * default.
 * @param views the trainer's views to check, in place of the whole page, which takes longer
 */
export async function violations(page: Page, views: readonly string[] = []): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (names) => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe };
    const include = names.map((name) => ({ fromShadowDom: ['fmnist-trainer', name] as [string, string] }));
    const { violations } = await checker.run(include.length > 0 ? { include } : document, {
      // Without this, axe-core also describes everything that is right.
      resultTypes: ['violations'],
      rules: { 'target-size': { enabled: true } },
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  }, views);
}
