import { WebSocket } from 'ws';

interface Message {
  readonly id?: number;
  readonly type: 'success' | 'error' | 'event';
  readonly result?: unknown;
  readonly method?: string;
  readonly params?: unknown;
  readonly error?: string;
  readonly message?: string;
}

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

const closedByBrowser = () => new Error('The browser closed the connection.');

/** A connection that speaks WebDriver BiDi: JSON commands with answers, and events. */
export class BidiConnection {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  readonly #onEvent: (method: string, params: unknown) => void;
  #last = 0;
  #isClosed = false;

  private constructor(socket: WebSocket, onEvent: (method: string, params: unknown) => void) {
    this.#socket = socket;
    this.#onEvent = onEvent;
    socket.on('message', (data) => this.#hear(JSON.parse(String(data))));
    socket.on('close', () => {
      this.#isClosed = true;
      for (const { reject } of this.#waiting.values()) reject(closedByBrowser());
      this.#waiting.clear();
    });
  }

  static async open(url: string, onEvent: (method: string, params: unknown) => void): Promise<BidiConnection> {
    const socket = new WebSocket(url);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    socket.on('error', () => {});
    return new BidiConnection(socket, onEvent);
  }

  /**
   * Sends a command.
   * @returns its result, whose form the caller knows from the specification
   */
  send<Result>(method: string, params: object = {}): Promise<Result> {
    this.#last += 1;
    const id = this.#last;
    return new Promise<Result>((resolve, reject) => {
      // A closed socket drops what it is given, without an error.
      if (this.#isClosed) return reject(closedByBrowser());
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  close(): void {
    this.#socket.terminate();
  }

  #hear({ id, type, result, method, params, error, message }: Message): void {
    if (type === 'event') {
      this.#onEvent(method ?? '', params);
      return;
    }
    const waiting = this.#waiting.get(id ?? 0);
    this.#waiting.delete(id ?? 0);
    if (type === 'success') waiting?.resolve(result as never);
    else waiting?.reject(new Error(`${error}: ${message}`));
  }
}
