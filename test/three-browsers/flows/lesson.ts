import { expect, it } from 'vitest';
import type { Visitor } from '../../../scripts/lib/browser/visitor';
import { host } from '../pages';
import type { Session } from '../session';

/** Where in the epoch the step is that each opened panel shows. */
const places = (visitor: Visitor) =>
  visitor.evaluate(({ all }) =>
    all('fmnist-step').flatMap(({ shadowRoot }) => shadowRoot?.querySelector('.head p')?.textContent || []),
  );
/** The classes of the panels' canvases that nothing has been painted on. */
const unpainted = (visitor: Visitor) =>
  visitor.evaluate(({ all }) =>
    all<HTMLCanvasElement>('[part=panel] canvas')
      .filter((canvas) => {
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
        return !data?.some((channel) => channel > 0);
      })
      .map(({ className }) => className),
  );
const topOfStep = (visitor: Visitor) =>
  visitor.evaluate(({ one }) => one('#step-3').getBoundingClientRect().top);

export function lesson(session: Session): void {
  it('looks inside a step of the lesson, where nothing moves, and takes steps of the page’s run in its panels', async () => {
    const { visitor } = session;
    await visitor.goto(`${(await host()).url}guide/lesson.html`);
    await visitor.set({ dataSrc: '/data/small/', threads: 1 });
    await visitor.click('.live-panel:has([stage=loss]) button');
    const top = await topOfStep(visitor);
    await visitor.sees('Epoch 1, step 2 of 32: a batch of 64 images.', 'fmnist-step[stage=loss]');
    expect(await topOfStep(visitor)).toBeCloseTo(top, 0);
    await expect.poll(() => unpainted(visitor)).toEqual([]);

    await visitor.click('.live-panel:has([stage=forward]) button');
    await visitor.sees('Epoch 1, step 2 of 32', 'fmnist-step[stage=forward]');
    await visitor.press('Take this step');
    await expect
      .poll(async () => new Set(await places(visitor)))
      .toEqual(new Set(['Epoch 1, step 3 of 32: a batch of 64 images.']));
    expect((await places(visitor)).length).toBeGreaterThan(1);
  });
}
