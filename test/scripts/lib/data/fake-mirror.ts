import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TinyFile } from './small-official-files';

export interface Mirror {
  readonly url: string;
  /** `name`, or `name from N` for a request with a range, in order. */
  readonly requests: string[];
  close(): Promise<void>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse, file: TinyFile) => void;

/** A download host on the loopback interface. */
export async function mirror(files: readonly TinyFile[], answer: Answer = sendFile): Promise<Mirror> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    const from = rangeStart(request);
    requests.push(from > 0 ? `${name} from ${from}` : name);
    const file = files.find((candidate) => candidate.name === name);
    if (file) answer(request, response, file);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers correctly, including ranges. */
export const sendFile: Answer = (request, response, { bytes }) => {
  const start = rangeStart(request);
  const range = { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` };
  response.writeHead(start > 0 ? 206 : 200, {
    'content-length': bytes.length - start,
    ...(start > 0 ? range : {}),
  });
  response.end(bytes.subarray(start));
};

/**
 * Sends the first bytes, and drops the connection once they have arrived. If it were dropped earlier, a slow computer could lose bytes that
 * were sent but not read yet.
 */
export function cutAfter(count: number, haveArrived: () => boolean): Answer {
  return (request, response, file) => {
    const start = rangeStart(request);
    if (start > 0) return sendFile(request, response, file);
    response.writeHead(200, { 'content-length': file.bytes.length });
    response.write(file.bytes.subarray(0, count));
    const timer = setInterval(() => {
      if (!haveArrived()) return;
      clearInterval(timer);
      response.destroy();
    }, 5);
    response.on('close', () => clearInterval(timer));
  };
}

export function rangeStart(request: IncomingMessage): number {
  return Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
}
