/** @import { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http' */
import { createGzip } from 'node:zlib';

/**
 * Compresses a response with gzip, if the browser accepts that and the response has a body.
 * @param {IncomingMessage} request
 * @param {ServerResponse} response changed in place, so that what is written to it is compressed
 * @returns {ServerResponse} `response`
 */
export function compressed(request, response) {
  response.setHeader('Vary', 'Accept-Encoding');
  if (request.method !== 'GET' || !/\bgzip\b/.test(`${request.headers['accept-encoding']}`)) return response;
  const writeHead = response.writeHead.bind(response);
  // sirv calls it with a status and headers, and never with a reason phrase.
  const compressing = (/** @type {number} */ status, /** @type {OutgoingHttpHeaders} */ headers = {}) => {
    if (status !== 200) return writeHead(status, headers);
    const { 'Content-Length': _, ...others } = headers;
    writeHead(status, { ...others, 'Content-Encoding': 'gzip' });
    const gzip = createGzip();
    const [write, end] = [response.write.bind(response), response.end.bind(response)];
    gzip.on('data', (chunk) => {
      if (!write(chunk)) gzip.pause();
    });
    response.on('drain', () => gzip.resume());
    // A stream that is piped here waits for the response's own 'drain' event.
    gzip.on('drain', () => response.emit('drain'));
    gzip.on('end', () => end());
    response.on('close', () => gzip.destroy());
    response.write = /** @type {ServerResponse['write']} */ (gzip.write.bind(gzip));
    const endCompressed = (/** @type {Parameters<ServerResponse['end']>} */ ...rest) => {
      gzip.end(...rest);
      return response;
    };
    response.end = /** @type {ServerResponse['end']} */ (endCompressed);
    return response;
  };
  response.writeHead = /** @type {ServerResponse['writeHead']} */ (compressing);
  return response;
}
