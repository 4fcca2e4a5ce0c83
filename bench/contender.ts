import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A contender's report of one epoch. */
export interface EpochAnswer {
  /** Seconds for one pass over the 60,000 training images. */
  readonly epochSeconds: number;
  /** Seconds for loss and accuracy of the 10,000 validation images. */
  readonly validationSeconds: number;
  /** Number of threads used. */
  readonly threads: number;
  /** Mean training loss, and accuracy on the validation split: proof that the contender did the job. */
  readonly trainLoss: number;
  readonly valAccuracy: number;
}

/** How many turns a contender takes, and how many epochs a turn has. */
export interface Laps {
  readonly quick: number;
  readonly full: number;
  /**
   * Epochs in a turn. If there are several, the first does not count: after the pause the caches are cold, and the
   * system may have put all threads on one core.
   */
  readonly epochs: number;
}

/** A program that trains. It keeps its weights between epochs and computes only on request. */
export interface Contender {
  readonly name: string;
  /** Whether this is another framework, which may be missing. Our own contenders may not. */
  readonly isPeer: boolean;
  readonly laps: Laps;
  /** Trains and validates one more epoch. The first call also loads the data. */
  epoch(): Promise<EpochAnswer>;
  close(): Promise<void>;
}

export interface Child {
  readonly name: string;
  readonly isPeer: boolean;
  readonly laps: Laps;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** How much of a child's stderr is kept to report why it ended, in characters. */
const KEPT_CHARACTERS = 4000;

/** A contender in its own process, started with the first epoch. */
export class ChildContender implements Contender {
  readonly name: string;
  readonly isPeer: boolean;
  readonly laps: Laps;
  readonly #child: Child;
  #process: ChildProcessWithoutNullStreams | null = null;
  #ended: Promise<void> = Promise.resolve();
  #complaints = '';
  /** Why the child ended. */
  #failure: Error | null = null;
  #answer: ((line: string) => void) | null = null;
  #fail: ((reason: Error) => void) | null = null;

  constructor(child: Child) {
    this.#child = child;
    this.name = child.name;
    this.isPeer = child.isPeer;
    this.laps = child.laps;
  }

  async epoch(): Promise<EpochAnswer> {
    const child = this.#process ?? this.#start();
    if (this.#failure) throw this.#failure;
    const line = await new Promise<string>((resolve, reject) => {
      this.#answer = resolve;
      this.#fail = reject;
      child.stdin.write('epoch\n');
    });
    return JSON.parse(line) as EpochAnswer;
  }

  async close(): Promise<void> {
    this.#process?.kill('SIGKILL');
    await this.#ended;
  }

  #start(): ChildProcessWithoutNullStreams {
    const { command, args, env } = this.#child;
    const child = spawn(command, args, { env: { ...process.env, ...env } });
    this.#process = child;
    const fail = (reason: Error) => {
      this.#failure ??= reason;
      this.#fail?.(this.#failure);
    };
    this.#ended = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        fail(new Error(this.#complaints.trim() || `it ended with ${signal ?? code}`));
        resolve();
      });
    });
    child.once('error', fail);
    child.stdin.on('error', () => {}); // it has ended, and 'close' says so
    child.stderr.on('data', (text: Buffer) => {
      this.#complaints = (this.#complaints + text.toString()).slice(-KEPT_CHARACTERS);
    });
    // Libraries may print to stdout. Only lines of JSON are answers.
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) this.#answer?.(line);
    });
    return child;
  }
}
