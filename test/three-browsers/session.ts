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
  readonly #profile = mkdtempSync(join(tmpdir(), 'fmnist-profile-'));
  #driver: Driver | null = null;
  #visitor: Visitor | null = null;

  constructor(launch: Launch, executable: string) {
    this.#launch = launch;
    this.#executable = executable;
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

  /** Starts the browser again if it has crashed, so that a crash fails one test and not those after it. */
  async startIfCrashed(): Promise<void> {
    await this.visitor.evaluate(() => true).catch(() => this.killAndStart());
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

/** Starts the browser before the tests of a suite and ends it after them. Each test fails if a page has logged an error during it. */
export function inOneBrowser(session: Session): void {
  let before = 0;
  beforeAll(() => session.start());
  afterAll(() => session.end());
  beforeEach(async () => {
    await session.startIfCrashed();
    before = session.visitor.complaints.length;
  });
  afterEach(() => {
    expect(session.visitor.complaints.slice(before)).toEqual([]);
  });
}
