import { expect, it } from 'vitest';
import type { Visitor } from '../../../scripts/lib/browser/visitor';
import { policy, STRICT, strictElsewhere } from '../../consumers/policies';
import { host, pageWithTrainer } from '../pages';
import type { Session } from '../session';

/** Drawn garments need no data file, but drawing them takes a few seconds. */
const DRAWN = 'data-src="drawn-garments" train-images="640" epochs="1" threads="1" autosave="off"';
const smallFrom = (origin: string) => `data-src="${origin}/data/small/" epochs="1" threads="1" autosave="off"`;
const SMALL = smallFrom('');

/** The pages have an icon, an empty one: browsers ask for one by themselves, and Firefox complains when the policy refuses it. */
const icon = (directives: string) => policy(`${directives}; img-src data:`);

function trainAndPredict(visitor: Visitor) {
  return visitor.evaluate(async ({ trainer }) => {
    await customElements.whenDefined('fmnist-trainer');
    const { state } = await trainer().train();
    return {
      state,
      predictions: (await trainer().predict(new Uint8Array(784))).length,
      isolated: crossOriginIsolated,
    };
  });
}

const WORKS = { state: 'finished', predictions: 1 };

export function otherPages(session: Session): void {
  it('trains in a page under default-src ‘none’ and the directives that the guide names', async () => {
    const { visitor } = session;
    await visitor.goto((await host({ html: pageWithTrainer(DRAWN), all: icon(STRICT) })).url);
    expect(await trainAndPredict(visitor)).toEqual({ ...WORKS, isolated: false });
  });

  it('trains in a page whose script and files come from another origin, under such a policy', async () => {
    const { visitor } = session;
    const elsewhere = await host();
    const { origin } = new URL(elsewhere.url);
    const html = pageWithTrainer(smallFrom(origin), `${origin}/fmnist-trainer.js`);
    await visitor.goto((await host({ html, all: icon(strictElsewhere(origin)) })).url);
    expect(await trainAndPredict(visitor)).toEqual({ ...WORKS, isolated: false });
  });

  it('trains with TensorFlow.js', async () => {
    const { visitor } = session;
    await visitor.goto((await host({ html: pageWithTrainer(`${SMALL} engine="tfjs"`) })).url);
    expect(await trainAndPredict(visitor)).toEqual({ ...WORKS, isolated: true });
    await visitor.sees('tfjs, WASM');
  });

  it('predicts with a pretrained network, before anything was trained', async () => {
    const { visitor } = session;
    await visitor.goto((await host({ html: pageWithTrainer('weights="pretrained" view="predict"') })).url);
    await visitor.showView('fmnist-garment-pad');
    await visitor.press('Trouser');
    await visitor.sees('Looks like “Trouser” to the network', 'fmnist-garment-pad');
  });

  it.each(['is removed', 'opens another page'] as const)(
    'ends its run when the frame that it was moved into %s, and trains again in the page',
    async (end) => {
      const { visitor } = session;
      const all = icon(`${STRICT}; frame-src 'self'`);
      const pages = { '': pageWithTrainer(SMALL), other: '<!doctype html><title>Another page</title>' };
      await visitor.goto((await host({ pages, all })).url);
      const states = await visitor.evaluate(async ({ trainer }, how) => {
        await customElements.whenDefined('fmnist-trainer');
        const moved = trainer();
        const frame = document.body.appendChild(document.createElement('iframe'));
        frame.contentDocument?.body.append(moved);
        moved.epochs = 10_000;
        const heard = new Promise((resolve) => {
          moved.addEventListener('fmnist-epoch', resolve, { once: true });
        });
        const code = moved.train().catch((thrown) => thrown.code);
        await heard;
        if (how === 'is removed') frame.remove();
        else frame.src = '/other';
        const ended = [await code, moved.state];
        document.body.append(moved);
        moved.epochs = 1;
        return [...ended, (await moved.train()).state];
      }, end);
      expect(states).toEqual(['call-refused', 'idle', 'finished']);
    },
  );
}
