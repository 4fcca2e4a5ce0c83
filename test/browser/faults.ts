import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a broken host does with every request below its path. */
const FAULTS: Readonly<Record<string, (response: ServerResponse, path: string) => void>> = {
  /** There is nothing. */
  missing: (response) => {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found');
  },
  /** Every address answers with the start page, as hosts of single-page applications do. */
  html: (response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Welcome</title>');
  },
  /** The connection breaks after a few bytes of many. */
  cut: (response) => {
    response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': '100000' });
    response.write(Buffer.alloc(1000, 0x1f));
    setTimeout(() => response.destroy(), 50);
  },
  /** The worker's script runs, but is not ours and never answers. */
  silent: (response) => {
    response.writeHead(200, { 'Content-Type': 'text/javascript' }).end('onmessage = () => {};');
  },
  /** A built file takes its time. */
  late: (response, path) => {
    setTimeout(() => response.writeHead(302, { Location: `/built/${path}` }).end(), 300);
  },
};

/** Answers `/<fault>/…`, for tests of what bad hosts do to the trainer. */
export function answerWithFault(request: IncomingMessage, response: ServerResponse): void {
  const [, fault = '', ...path] = (request.url ?? '').split('/');
  (FAULTS[fault] ?? FAULTS.missing)?.(response, path.join('/'));
}
