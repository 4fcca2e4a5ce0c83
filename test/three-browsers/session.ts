import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Driver, Launch } from '../../scripts/lib/browser/drivers/driver';
import { Visitor } from '../../scripts/lib/browser/visitor';

/** One browser for all flows of a file. */
export class Session {
  readonly #launch: Launch;
  readonly #executable: string;
  readonly #patienceMs: number;
  readonly #profile = mkdtempSync(join(tmpdir(), 'fmnist-profile-'));
  /** What a browser that had crashed answered, once for each crash. */
  readonly crashes: string[] = [];
  #driver: Driver | null = null;
  #visitor: Visitor | null = null;

  /** @param patienceMs how long a browser that has not crashed may take to answer */
  constructor(launch: Launch, executable: string, patienceMs = 30_000) {
    this.#launch = launch;
    this.#executable = executable;
    this.#patienceMs = patienceMs;
  }

  get visitor(): Visitor {
    if (!this.#visitor) throw new Error('The browser is not running.');
    return this.#visitor;
  }

  /** Such as `Firefox 153.8`. */
  get browser(): string {
    return `${this.#driver?.name} ${this.#driver?.version}`;
  }

  async start(): Promise<void> {
    this.#driver = await this.#launch({ executable: this.#executable, profile: this.#profile });
    this.#visitor = new Visitor(this.#driver);
  }

  /**
   * Starts the browser again if it has crashed or does not answer, so that a crash fails one test, or the tests that share its page, and
   * not all after it.
   */
  async startIfCrashed(): Promise<void> {
    const answer = this.visitor.evaluate(() => true).catch(String);
    const crash = await Promise.race([answer, silence(this.#patienceMs)]);
    if (crash === true) return;
    this.crashes.push(`${this.browser}: ${crash}`);
    await this.killAndStart();
  }

  /** Ends all processes of the browser at once, and starts it again with what it has stored. */
  async killAndStart(): Promise<void> {
    await this.#driver?.kill();
    await this.start();
  }

  async end(): Promise<void> {
    await this.#driver?.close();
    this.#visitor = null;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function silence(ms: number): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, ms).unref());
  return `no answer in ${ms} ms`;
}

/**
 * Starts the browser before the tests of a suite and ends it after them. A test fails if a page has logged an error during it, and the
 * suite if the browser has crashed.
 */
export function inOneBrowser(session: Session): void {
  let before = 0;
  beforeAll(() => session.start());
  afterAll(async () => {
    await session.end();
    expect(session.crashes).toEqual([]);
  });
  beforeEach(async () => {
    await session.startIfCrashed();
    before = session.visitor.complaints.length;
  });
  afterEach(() => {
    expect(session.visitor.complaints.slice(before)).toEqual([]);
  });
}
