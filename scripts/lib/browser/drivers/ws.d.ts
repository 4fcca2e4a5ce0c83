/** The part of the package `ws` that `bidi.ts` uses. The package has no declarations of its own. */
declare module 'ws' {
  import type { EventEmitter } from 'node:events';

  export class WebSocket extends EventEmitter {
    constructor(url: string);
    send(text: string): void;
    terminate(): void;
  }
}
