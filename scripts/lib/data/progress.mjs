const BAR = 24;
const REDRAW_MS = 100;

/**
 * Shows downloads on a terminal as one bar that redraws itself, elsewhere as a line a file.
 * @param output a stream such as `process.stderr`
 */
export class DownloadProgress {
  #output;
  #drawnAt = 0;

  constructor(output) {
    this.#output = output;
  }

  update({ name, byteLength }, received) {
    const now = Date.now();
    if (!this.#output.isTTY || (now - this.#drawnAt < REDRAW_MS && received < byteLength)) return;
    this.#drawnAt = now;
    const filled = Math.round((BAR * received) / byteLength);
    const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
    this.#output.write(`\r\x1b[K${name} ${bar} ${megabytes(received)} of ${megabytes(byteLength)} MB`);
  }

  /** Ends a file's line with what became of it. */
  finish({ name }, outcome) {
    this.#output.write(`${this.#output.isTTY ? '\r\x1b[K' : ''}${name}: ${outcome}\n`);
  }
}

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}
