import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { projectRoot } from '../../entry.mjs';

/** The longest that a browser may take to start, on a busy machine. */
const START_MS = 90_000;
/** How much of the output an error shows. */
const SHOWN = 2000;

/** A program with its descendants. They end with `end`, or when this process ends. */
export class KeptProcess {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #listeners = new Set<(text: string) => void>();
  #output = '';

  constructor(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.#name = command;
    const keeper = join(projectRoot(), 'scripts/lib/browser/drivers/keeper.mjs');
    this.#child = spawn(process.execPath, [keeper, command, ...args], {
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    this.#child.stdin?.on('error', () => {});
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
        for (const listener of this.#listeners) listener(text);
      });
    }
  }

  /** What the program has written so far. */
  get output(): string {
    return this.#output;
  }

  /** Waits for the output to match. */
  async hasWritten(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#orFail(
      (resolve) => {
        const look = () => {
          const found = pattern.exec(this.#output);
          if (found) resolve(found);
        };
        this.#listeners.add(look);
        look();
        return () => this.#listeners.delete(look);
      },
      () => `has not written ${pattern}`,
    );
  }

  /** Waits until `ask` resolves. */
  async answers(ask: () => Promise<unknown>): Promise<void> {
    await this.#orFail<void>(
      (resolve) => {
        const timer = setInterval(
          () =>
            ask().then(
              () => resolve(),
              () => {},
            ),
          50,
        );
        return () => clearInterval(timer);
      },
      () => 'does not answer',
    );
  }

  /** Ends the program and its descendants at once, and waits until they have ended. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.stdin?.destroy();
    await ended;
  }

  async #orFail<T>(begin: (resolve: (value: T) => void) => () => void, why: () => string): Promise<T> {
    let stop = () => {};
    let timer: ReturnType<typeof setTimeout> | undefined;
    let exited = () => {};
    try {
      return await new Promise<T>((resolve, reject) => {
        const fail = (what: string) =>
          reject(new Error(`${this.#name} ${what}. Its output: ${this.#output.slice(-SHOWN) || 'none'}`));
        timer = setTimeout(() => fail(`${why()} within ${START_MS / 1000} s`), START_MS);
        exited = () => fail('has ended');
        this.#child.once('exit', exited);
        stop = begin(resolve);
      });
    } finally {
      clearTimeout(timer);
      this.#child.off('exit', exited);
      stop();
    }
  }
}

/** A port of this machine on which nothing listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
