import { createGzip } from 'node:zlib';

/**
 * A response that leaves this server compressed by gzip, where the browser takes that and there is anything to send.
 * @param response is returned, changed so that what is written to it is compressed
 */
export function compressed(request, response) {
  response.setHeader('Vary', 'Accept-Encoding');
  if (request.method !== 'GET' || !/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return response;
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (status, headers = {}) => {
    if (status !== 200) return writeHead(status, headers);
    const { 'Content-Length': _, ...others } = headers;
    writeHead(status, { ...others, 'Content-Encoding': 'gzip' });
    const gzip = createGzip();
    const [write, end] = [response.write.bind(response), response.end.bind(response)];
    gzip.on('data', (chunk) => {
      if (!write(chunk)) gzip.pause();
    });
    response.on('drain', () => gzip.resume());
    // Whoever pipes a file here waits for this response, not for what lies in between.
    gzip.on('drain', () => response.emit('drain'));
    gzip.on('end', () => end());
    response.on('close', () => gzip.destroy());
    response.write = (chunk, ...rest) => gzip.write(chunk, ...rest);
    response.end = (...rest) => gzip.end(...rest);
    return response;
  };
  return response;
}
