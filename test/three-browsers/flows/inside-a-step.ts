import { describe, expect, it } from 'vitest';
import type { Share, Visitor } from '../../../scripts/lib/browser/visitor';
import { host } from '../pages';
import type { Session } from '../session';

const STAGES = ['Pipeline', 'Forward pass', 'Loss', 'Gradient tape', 'Optimizer', 'Metrics'];
const BOOT: readonly Share[] = [
  [0.6, 0.15],
  [0.6, 0.6],
  [0.25, 0.75],
  [0.25, 0.85],
  [0.8, 0.85],
  [0.8, 0.15],
  [0.6, 0.15],
];

/** The text of the opened step, without the sentence for screen readers. */
const panel = (visitor: Visitor) => visitor.evaluate(({ one, text }) => text(one('[part=panel]')));
const place = (visitor: Visitor) =>
  visitor.evaluate(({ one }) => one('fmnist-step').shadowRoot?.querySelector('.head p')?.textContent ?? '');
const status = (visitor: Visitor) =>
  visitor.evaluate(
    ({ one }) => one('fmnist-step').shadowRoot?.querySelector('[role=status]')?.textContent ?? '',
  );
/** The classes of the step's canvases that nothing has been painted on. The bar of a probability of 1 has one colour, so one is enough. */
const unpainted = (visitor: Visitor) =>
  visitor.evaluate(({ all }) =>
    all<HTMLCanvasElement>('[part=panel] canvas')
      .filter((canvas) => {
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
        return !data?.some((channel) => channel > 0);
      })
      .map(({ className }) => className),
  );
const numbers = (visitor: Visitor) =>
  visitor.evaluate(async ({ trainer }) => {
    const { step, steps, loss, metric } = await trainer().inspectStep();
    return {
      place: `step ${step} of ${steps}`,
      mean: loss.mean,
      meanAfter: loss.meanAfter,
      byExample: metric.byExample[1],
    };
  });
/** What the picture of the network shows. */
const picture = (visitor: Visitor) =>
  visitor.evaluate(({ one }) => one<HTMLCanvasElement>('[part=picture] canvas').toDataURL());
/** The cells of the picture's tables: the units of each layer, and the logits and probabilities. */
const tables = (visitor: Visitor) =>
  visitor.evaluate(({ one }) =>
    [...(one('fmnist-network').shadowRoot?.querySelectorAll('table') ?? [])].map((table) =>
      [...table.querySelectorAll('tbody td:nth-of-type(1)')].map(({ textContent }) => textContent).join(),
    ),
  );

export function insideAStep(session: Session): void {
  describe('who looks inside', () => {
    it('pauses, walks one step through six stages, takes it, goes to the short last batch and resumes', async () => {
      const { visitor } = session;
      await visitor.goto((await host()).url);
      await visitor.set({ epochs: 100_000, autosave: 'off' });
      await visitor.press('Train');
      await visitor.until(({ trainer }) => trainer().history.length > 0);
      await visitor.press('Pause');
      await visitor.state('paused');

      await visitor.press('Look inside');
      await visitor.until(({ all }) => all('[part=panel]').length === 1);
      const step = await numbers(visitor);
      expect(await place(visitor)).toContain(step.place);
      for (const [i, stage] of STAGES.entries()) {
        expect(await status(visitor)).toBe(`Stage ${i + 1} of 6: ${stage}`);
        await expect.poll(() => unpainted(visitor)).toEqual([]);
        if (stage === 'Loss') expect(await panel(visitor)).toContain(step.mean.toFixed(4));
        if (stage === 'Optimizer')
          expect(await panel(visitor)).toContain(`${step.mean.toFixed(4)} → ${step.meanAfter.toFixed(4)}`);
        if (stage === 'Metrics') expect(await panel(visitor)).toContain(step.byExample.toFixed(6));
        else await visitor.press('Next');
      }

      await visitor.press('Take this step');
      await expect.poll(() => place(visitor)).not.toContain(step.place);
      await expect.poll(() => status(visitor)).toBe('Stage 1 of 6: Pipeline');

      await visitor.press('Go to the last batch');
      await expect.poll(() => place(visitor)).toMatch(/step (\d+) of \1:/);
      await visitor.press('Resume');
      await expect.poll(() => status(visitor)).toContain('The run has continued.');
      await visitor.press('Stop');
      await visitor.state('stopped');
    });

    it('sees the picture of the network follow the pad and the hidden units', async () => {
      const { visitor } = session;
      await visitor.goto((await host()).url);
      await visitor.set({ epochs: 1, autosave: 'off' });
      await visitor.press('Train');
      await visitor.state('finished');
      await visitor.showView('fmnist-garment-pad');
      await visitor.showView('fmnist-network');
      await visitor.sees('Computed with the weights after epoch 1.', 'fmnist-network');
      await expect.poll(() => tables(visitor)).not.toContain('–');
      const seen = { picture: await picture(visitor), tables: await tables(visitor) };

      await visitor.drag('[role=application]', BOOT);
      await expect.poll(() => tables(visitor)).not.toEqual(seen.tables);
      await expect.poll(() => picture(visitor)).not.toBe(seen.picture);
      expect((await tables(visitor))[0]).toBe('64,64');

      await visitor.showView('fmnist-settings-form');
      await visitor.type('[name="hidden-units"]', '32,16,8');
      await visitor.sees('The network of the next run.', 'fmnist-network');
      expect((await tables(visitor))[0]).toBe('32,16,8');
    });
  });
}
