/** The key that WebDriver gives a reference to an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
/** Longer than any test waits in one script. Node's `fetch` waits 300 s for an answer. */
const SCRIPT_MS = 280_000;

/** A session of W3C WebDriver: commands over HTTP. */
export class WebDriverSession {
  readonly #url: string;
  readonly capabilities: Readonly<Record<string, unknown>>;

  private constructor(url: string, capabilities: Readonly<Record<string, unknown>>) {
    this.#url = url;
    this.capabilities = capabilities;
  }

  /**
   * @param server address of the driver
   * @param wanted capabilities of the browser
   */
  static async open(server: string, wanted: object): Promise<WebDriverSession> {
    const { sessionId, capabilities } = await ask<{ sessionId: string; capabilities: Record<string, unknown> }>(
      'POST',
      `${server}/session`,
      { capabilities: { alwaysMatch: wanted } },
    );
    const session = new WebDriverSession(`${server}/session/${sessionId}`, capabilities);
    await session.post('timeouts', { script: SCRIPT_MS });
    return session;
  }

  static status(server: string): Promise<unknown> {
    return ask('GET', `${server}/status`);
  }

  get<Value>(command: string): Promise<Value> {
    return ask('GET', `${this.#url}/${command}`);
  }

  post<Value>(command: string, parameters: object): Promise<Value> {
    return ask('POST', `${this.#url}/${command}`, parameters);
  }

  /** Evaluates an expression in the page and waits for its promise. */
  evaluate(expression: string): Promise<string> {
    const script = `const done = arguments[arguments.length - 1]; Promise.resolve(${expression}).then(done)`;
    return this.post('execute/async', { script, args: [] });
  }

  /** @param element an expression whose value is an element */
  async typeInto(element: string, text: string): Promise<void> {
    const found = await this.post<Record<string, string>>('execute/sync', {
      script: `return ${element}`,
      args: [],
    });
    await this.post(`element/${found[ELEMENT]}/value`, { text });
  }

  async close(): Promise<void> {
    await ask('DELETE', this.#url);
  }
}

async function ask<Value>(method: string, url: string, body?: object): Promise<Value> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: Value & { error?: string; message?: string } };
  if (value?.error) throw new Error(`${value.error}: ${value.message}`);
  return value;
}
