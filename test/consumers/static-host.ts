import { createServer } from 'node:http';
import sirv from 'sirv';

export interface HostOptions {
  /** The folder that is served. */
  readonly folder: string;
  /** Path under which it is served; `/` by default. */
  readonly base?: string;
  /** Pages by their paths under `base`, beside the folder's files. */
  readonly pages?: Readonly<Record<string, string>>;
  /** Headers of all that is served. */
  readonly all?: Readonly<Record<string, string>>;
  /** Headers of the pages alone. */
  readonly page?: Readonly<Record<string, string>>;
}

/** A host of static files on the loopback interface, an origin of its own. */
export interface Host {
  /** Address of `base`. */
  readonly url: string;
  close(): void;
}

export async function hostFolder({
  folder,
  base = '/',
  pages = {},
  all = {},
  page = {},
}: HostOptions): Promise<Host> {
  const files = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    const missing = () => void response.writeHead(404).end();
    response.setHeaders(new Map(Object.entries(all)));
    if (!request.url?.startsWith(base)) return missing();
    const path = request.url.slice(base.length);
    const html = pages[path];
    if (html === undefined) {
      request.url = `/${path}`;
      return files(request, response, missing);
    }
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...page });
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}${base}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
