import type { ReactiveController } from 'lit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Preview, type PreviewHost } from '../../src/element/preview';
import { RunSession, type SessionHost } from '../../src/element/run-session';
import { enterPage, leavePage } from '../../src/ui/in-page';
import { type ModelInfo, TrainerError, type TrainerEvent } from '../../worker/protocol';

type Settle = { resolve: (model: ModelInfo) => void; reject: (error: TrainerError) => void };

/** The addresses that were opened, how to answer the waiting openings, and the listener of the worker's events. */
let opened: string[];
let openings: Settle[];
let emit: (event: TrainerEvent) => void;

vi.mock('../../src/client/trainer-client', () => ({
  TrainerClient: class {
    subscribe(listener: (event: TrainerEvent) => void) {
      emit = listener;
    }
    autosave() {}
    importModel(address: string) {
      opened.push(address);
      return new Promise<ModelInfo>((resolve, reject) => openings.push({ resolve, reject }));
    }
    dispose() {
      for (const { reject } of openings) reject(error('call-refused'));
    }
  },
}));

const error = (code: TrainerError['code']) =>
  new TrainerError({ code, message: code, got: '', expected: '', remedy: '' });
const model = { hiddenUnits: [8], activation: 'relu' } as unknown as ModelInfo;
const modelEvent = (runId: number): TrainerEvent => ({ type: 'model', runId, model });
const settled = () => vi.advanceTimersByTimeAsync(0);

let controllers: ReactiveController[];
let heard: string[];
let host: SessionHost & PreviewHost;
let session: RunSession;
let see: (...areVisible: boolean[]) => void;

beforeEach(() => {
  vi.useFakeTimers();
  [opened, openings, controllers, heard] = [[], [], [], []];
  vi.stubGlobal('window', { removeEventListener: () => {} });
  vi.stubGlobal('navigator', {});
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(listener: (entries: { isIntersecting: boolean }[]) => void) {
        see = (...areVisible) => listener(areVisible.map((isIntersecting) => ({ isIntersecting })));
      }
      observe() {}
      disconnect() {}
    },
  );
  host = {
    view: 'full',
    autosave: 'off',
    files: { pretrained: 'the package’s network' },
    ownerDocument: { defaultView: window },
    addController: (controller: ReactiveController) => controllers.push(controller),
    requestUpdate: () =>
      queueMicrotask(() => {
        for (const one of controllers) one.hostUpdated?.();
      }),
    dispatchEvent: ({ type }: Event) => heard.push(type),
  } as unknown as SessionHost & PreviewHost;
  session = new RunSession(host);
  new Preview(host, session);
  connect();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function connect(): void {
  enterPage(host, () => {});
  for (const one of controllers) one.hostConnected?.();
}

function remove(): void {
  leavePage(host, () => {});
  for (const one of controllers) one.hostDisconnected?.();
}

const importModel = (address: string) => session.call((client) => client.importModel(address));

describe('the preview', () => {
  it('opens the package’s network and fires no event', async () => {
    see(true);
    emit(modelEvent(1));
    openings[0]?.resolve(model);
    await settled();
    expect(opened).toEqual(['the package’s network']);
    expect(session.isPreview).toBe(true);
    expect(heard).toEqual([]);
  });

  it('waits while a script’s call is not answered', async () => {
    const own = importModel('mine');
    see(true);
    expect(opened).toEqual(['mine']);
    emit(modelEvent(1));
    openings[0]?.resolve(model);
    await own;
    await settled();
    expect(opened).toEqual(['mine']);
    expect(session.isPreview).toBe(false);
    expect(heard).toEqual(['fmnist-model']);
  });

  it('opens after a call that has opened nothing', async () => {
    const call = session.call(() => Promise.resolve());
    see(true);
    expect(opened).toEqual([]);
    await call;
    await settled();
    expect(opened).toEqual(['the package’s network']);
  });

  it.each(['before', 'after'])(
    'does not hide the event of a network that a script opens meanwhile and that arrives %s the preview’s answer',
    async (when) => {
      see(true);
      const own = importModel('mine');
      if (when === 'before') emit(modelEvent(1));
      openings[0]?.reject(error('call-overtaken'));
      await settled();
      if (when === 'after') emit(modelEvent(1));
      openings[1]?.resolve(model);
      await own;
      await settled();
      expect(heard).toEqual(['fmnist-model']);
      expect(session.isPreview).toBe(false);
    },
  );

  it('fires only the event of the script’s network if both have been opened', async () => {
    see(true);
    emit(modelEvent(1));
    const own = importModel('mine');
    emit(modelEvent(2));
    openings[0]?.resolve(model);
    openings[1]?.resolve(model);
    await own;
    await settled();
    expect(heard).toEqual(['fmnist-model']);
    expect(session.isPreview).toBe(false);
  });

  it('that cannot be opened shows no error, fires no event, and is not tried again', async () => {
    see(true);
    const failure = error('model-not-found');
    emit({ type: 'error', runId: 0, error: failure.toReport() });
    openings[0]?.reject(failure);
    await settled();
    host.requestUpdate();
    await settled();
    expect(session.run).toMatchObject({ state: 'idle', error: null });
    expect(heard).toEqual([]);
    expect(opened).toHaveLength(1);
  });

  it('whose worker does not start shows no error', async () => {
    see(true);
    const failure = error('worker-start');
    emit({ type: 'state', runId: 1, state: 'failed', previous: 'idle', summary: null });
    emit({ type: 'error', runId: 1, error: failure.toReport() });
    openings[0]?.reject(failure);
    await settled();
    expect(session.run).toMatchObject({ state: 'idle', error: null });
    expect(heard).toEqual([]);
  });

  it('does not hide an error that the visitor causes meanwhile, and does not remove it', async () => {
    see(true);
    const failure = error('config-invalid');
    const call = session.call(() => Promise.reject(failure));
    emit({ type: 'error', runId: 0, error: failure.toReport() });
    await expect(call).rejects.toBe(failure);
    emit(modelEvent(1));
    openings[0]?.resolve(model);
    await settled();
    expect(session.run.error?.code).toBe('config-invalid');
    expect(session.isPreview).toBe(true);
    expect(heard).toEqual(['fmnist-error']);
  });

  it('is opened again for an element that was removed while it opened', async () => {
    see(true);
    remove();
    await vi.advanceTimersByTimeAsync(10);
    connect();
    see(true);
    await settled();
    expect(opened).toHaveLength(2);
    emit(modelEvent(1));
    openings[1]?.resolve(model);
    await settled();
    expect(session.isPreview).toBe(true);
    expect(heard).toEqual([]);
  });

  it('is not opened for an element that has left the window again', () => {
    see(true, false);
    expect(opened).toEqual([]);
  });
});
