const BAR = 24;
const REDRAW_MS = 100;

/**
 * Where progress is written, such as `process.stderr`.
 * @typedef {{ write(text: string): unknown, readonly isTTY?: boolean }} Output
 */

/** Shows downloads as a progress bar on a terminal, and as one line for each file elsewhere. */
export class DownloadProgress {
  #output;
  #drawnAt = 0;

  /** @param {Output} output */
  constructor(output) {
    this.#output = output;
  }

  /**
   * @param {{ name: string, byteLength: number }} file
   * @param {number} received bytes so far
   */
  update({ name, byteLength }, received) {
    const now = Date.now();
    if (!this.#output.isTTY || (now - this.#drawnAt < REDRAW_MS && received < byteLength)) return;
    this.#drawnAt = now;
    const filled = Math.round((BAR * received) / byteLength);
    const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
    this.#output.write(`\r\x1b[K${name} ${bar} ${megabytes(received)} of ${megabytes(byteLength)} MB`);
  }

  /**
   * Ends a file's line.
   * @param {{ name: string }} file
   * @param {string} outcome
   */
  finish({ name }, outcome) {
    this.#output.write(`${this.#output.isTTY ? '\r\x1b[K' : ''}${name}: ${outcome}\n`);
  }
}

/** @param {number} bytes */
function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}
