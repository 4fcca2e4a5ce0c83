import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the busy host has refused once. */
const refused = new Set<string>();

/** How each broken host answers the requests below its path. */
const FAULTS: Readonly<Record<string, (response: ServerResponse, path: string) => void>> = {
  /** No file exists. */
  missing: (response) => {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found');
  },
  /** Every address answers with the start page, as hosts of single-page applications do. */
  html: (response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Welcome</title>');
  },
  /** The connection breaks after a few of many bytes. */
  cut: (response) => {
    response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': '100000' });
    response.write(Buffer.alloc(1000, 0x1f));
    setTimeout(() => response.destroy(), 50);
  },
  /** The worker's script runs, but is another script and never answers. */
  silent: (response) => {
    response.writeHead(200, { 'Content-Type': 'text/javascript' }).end('onmessage = () => {};');
  },
  /** Each file is refused at first, and arrives when it is asked for a second time. */
  busy: (response, path) => {
    const [file = ''] = path.split('?');
    if (refused.delete(path)) response.writeHead(302, { Location: `/built/${file}` }).end();
    else {
      refused.add(path);
      response.writeHead(429, { 'Retry-After': '1' }).end('too many requests');
    }
  },
  /** No response ever comes. */
  endless: () => {},
  /** A built file arrives slowly. */
  late: (response, path) => {
    setTimeout(() => response.writeHead(302, { Location: `/built/${path}` }).end(), 300);
  },
};

/** Answers `/<fault>/…`, to test how the trainer handles broken hosts. */
export function answerWithFault(request: IncomingMessage, response: ServerResponse): void {
  const [, fault = '', ...path] = (request.url ?? '').split('/');
  (FAULTS[fault] ?? FAULTS.missing)?.(response, path.join('/'));
}
