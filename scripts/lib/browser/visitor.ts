import type { Driver, Key, Point } from './drivers/driver';
import { type PageTools, type Place, pageTools } from './page-tools';

type Plain =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Plain[]
  | { readonly [name: string]: Plain };

type Truthy<Value> = Exclude<Value, null | undefined | false | '' | 0>;

/** How long a visitor waits for something, on a busy machine. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 40;
/** The longest time for one look at a page. It ends looks at a page that WebKit has frozen, to keep it for the Back button. */
const LOOK_ENDS_MS = 15_000;

/** A part of an element: its width and height are 1. */
export type Share = readonly [across: number, down: number];

/** Uses a page in any browser as a person does: reads, presses, types and draws. */
export class Visitor {
  readonly #driver: Driver;

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  get complaints(): readonly string[] {
    return this.#driver.complaints;
  }

  goto(url: string): Promise<void> {
    return this.#driver.goto(url);
  }

  reload(): Promise<void> {
    return this.#driver.reload();
  }

  back(): Promise<void> {
    return this.#driver.back();
  }

  /** Runs a function in the page, which gets the tools and these arguments, and uses nothing else of its surroundings. */
  async evaluate<Value, Args extends readonly Plain[]>(
    run: (tools: PageTools, ...args: Args) => Value | Promise<Value>,
    ...args: Args
  ): Promise<Value> {
    const given = args.map((arg) => JSON.stringify(arg) ?? 'undefined');
    const call = `(${run})(${[`(${pageTools})()`, ...given].join(', ')})`;
    const answer = await this.#driver.evaluate(`(async () => ${call})().then(
      (value) => JSON.stringify({ value }),
      (error) => JSON.stringify({ error: [error.code, error.message ?? error, error.got].filter(Boolean).join(': ') }),
    )`);
    const { value, error } = JSON.parse(answer) as { value: Value; error?: string };
    if (error) throw new Error(`In the page: ${error}`);
    return value;
  }

  /** Waits until a function in the page returns something true, and returns that. While it throws, it is asked again. */
  async until<Value, Args extends readonly Plain[]>(
    look: (tools: PageTools, ...args: Args) => Value | Promise<Value>,
    ...args: Args
  ): Promise<Truthy<Value>> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const seen = await Promise.race([this.evaluate(look, ...args), frozen()]).catch((error: Error) => error);
      if (seen && !(seen instanceof Error)) return seen as Truthy<Value>;
      if (Date.now() > end) {
        const why = seen instanceof Error ? seen.message : `it returned ${JSON.stringify(seen)}`;
        throw new Error(`Waited ${PATIENCE_MS / 1000} s for ${look} with ${JSON.stringify(args)}: ${why}`);
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** Waits until the trainer, or another element, has this text in it. */
  async sees(text: string, css = 'fmnist-trainer'): Promise<void> {
    await this.until((tools, wanted, selector) => tools.text(tools.one(selector)).includes(wanted), text, css);
  }

  /** Waits until the trainer is in this state. */
  async state(wanted: string): Promise<void> {
    await this.until(({ trainer }, state) => {
      if (trainer().state === state) return true;
      throw new Error(`the trainer is ${trainer().state}`);
    }, wanted);
  }

  /** Clicks in the middle of the visible element with this name. */
  async press(name: string, css = 'button'): Promise<void> {
    const found = await this.until(
      ({ named, placeOf }, selector, wanted) => placeOf(named(selector, wanted)),
      css,
      name,
    );
    await this.#driver.drag([inside(found, [0.5, 0.5])]);
  }

  /** Clicks an element. */
  async click(css: string, at: Share = [0.5, 0.5]): Promise<void> {
    await this.drag(css, [at]);
  }

  /** Drags the mouse through points of an element. */
  async drag(css: string, path: readonly Share[]): Promise<void> {
    const found = await this.until(({ one, placeOf }, selector) => placeOf(one(selector)), css);
    await this.#driver.drag(path.map((share) => inside(found, share)));
  }

  async focus(css: string): Promise<void> {
    await this.until(({ one, focused }, selector) => {
      one(selector).focus();
      return one(selector).matches(':focus') || focused() === one(selector);
    }, css);
  }

  async keys(...keys: readonly Key[]): Promise<void> {
    for (const key of keys) await this.#driver.press(key);
  }

  /** Replaces the text of a field by typing, and presses Enter. */
  async type(css: string, text: string): Promise<void> {
    await this.click(css);
    await this.evaluate(({ one }, selector) => one<HTMLInputElement>(selector).select(), css);
    await this.keys(...text, 'Enter');
  }

  chooseFile(css: string, path: string): Promise<void> {
    return this.#driver.chooseFile(`(${pageTools})().one(${JSON.stringify(css)})`, path);
  }

  /** Sets properties of the trainer. */
  async set(properties: Readonly<Record<string, string | number>>): Promise<void> {
    await this.until(({ trainer }) => 'train' in trainer());
    await this.evaluate(({ trainer }, given) => {
      Object.assign(trainer(), given);
    }, properties);
  }

  /** Scrolls to a view whose code loads when it is first shown, and waits for it. */
  async showView(tag: string): Promise<void> {
    await this.until(({ one, all }, name) => {
      one(name).scrollIntoView({ block: 'center', behavior: 'instant' });
      return all(`${name} section, section`).some(
        (section) =>
          (section.getRootNode() as ShadowRoot).host?.localName === name && !section.hasAttribute('aria-busy'),
      );
    }, tag);
  }

  resize(width: number, height: number): Promise<void> {
    return this.#driver.resize(width, height);
  }

  screenshot(): Promise<Buffer> {
    return this.#driver.screenshot();
  }
}

function inside({ x, y, width, height }: Place, [across, down]: Share): Point {
  return { x: x + across * width, y: y + down * height };
}

async function frozen(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, LOOK_ENDS_MS).unref());
  throw new Error(`The page did not answer within ${LOOK_ENDS_MS / 1000} s.`);
}
