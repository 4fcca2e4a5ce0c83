/** A point of the window's visible part, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A key: one character, or one of these names. `Shift+` before it holds Shift. */
export type Key = string;

/** A running browser with one page. The three engines are driven by different protocols; this is what the tests need of each. */
export interface Driver {
  readonly name: 'Chromium' | 'Firefox' | 'WebKit';
  readonly version: string;
  /** Errors on the page's and its workers' consoles, and errors that nothing caught. */
  readonly complaints: readonly string[];
  /** Opens an address and waits until the page has loaded. */
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Presses the Back button. The previous page may not have loaded yet when this resolves. */
  back(): Promise<void>;
  /**
   * Evaluates an expression in the page and waits for its promise.
   * @param expression whose value is a string
   */
  evaluate(expression: string): Promise<string>;
  /** Presses the mouse button at the first point, moves to each of the others, and releases it. One point is a click. */
  drag(path: readonly Point[]): Promise<void>;
  press(key: Key): Promise<void>;
  /**
   * Chooses a file as a visitor does in the browser's dialog.
   * @param input an expression whose value is an `<input type="file">`
   */
  chooseFile(input: string, path: string): Promise<void>;
  /** Sets the size of the window's visible part. */
  resize(width: number, height: number): Promise<void>;
  /** The visible part of the window, as PNG. */
  screenshot(): Promise<Buffer>;
  /** Ends all processes of the browser at once, as a crash or a power failure does. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** How a browser starts. */
export interface LaunchOptions {
  /** Path of the browser, or for WebKit of its driver. */
  readonly executable: string;
  /** The folder for everything that the browser stores. A browser that is started with it again finds what the last one stored. */
  readonly profile: string;
}

export type Launch = (options: LaunchOptions) => Promise<Driver>;
