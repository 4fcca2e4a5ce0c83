import { it } from 'vitest';
import { host } from '../pages';
import type { Session } from '../session';

export function korean(session: Session): void {
  it('reads the trainer in Korean, trains with it, and reads it in English again', async () => {
    const { visitor } = session;
    await visitor.goto((await host()).url);
    await visitor.set({ epochs: 1, autosave: 'off' });
    const read = (lang: string) =>
      visitor.evaluate((_, code) => {
        document.documentElement.lang = code;
      }, lang);
    await read('ko');
    await visitor.sees('설정', 'fmnist-settings-form');
    await visitor.press('훈련');
    await visitor.state('finished');
    await visitor.sees('혼동 행렬');
    await read('en');
    await visitor.sees('Settings', 'fmnist-settings-form');
    await visitor.sees('Finished: all 1 epochs', 'fmnist-progress-line');
  });
}
