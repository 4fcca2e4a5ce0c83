import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, inject } from 'vitest';
import { emptyFolder, unpackInto } from '../fixtures/packed-package';
import { type Host, type HostOptions, hostFolder } from '../fixtures/static-host';
import { closeBrowser } from './visitor';

/** The hosts of a test file, which serve the files of the packed package. */
export interface Hosts {
  /** Starts a host with `pages` and the package's files beside them. */
  host(options: Omit<HostOptions, 'folder'>): Promise<Host>;
  /** The element's script on a host of another origin that lets every page use it, even isolated ones. */
  elsewhere(): string;
}

/** Unpacks the package for the tests of a file, and closes everything after them. */
export function unpackedHosts(): Hosts {
  const folder = emptyFolder();
  const open: Host[] = [];
  const dist = join(folder, 'node_modules/fmnist-trainer/dist');
  const host = async (options: Omit<HostOptions, 'folder'>) => {
    const opened = await hostFolder({ ...options, folder: dist });
    open.push(opened);
    return opened;
  };
  let other: Host;
  beforeAll(async () => {
    unpackInto(folder, inject('packed'));
    other = await host({
      all: { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' },
    });
  });
  afterAll(async () => {
    await closeBrowser();
    for (const { close } of open) close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { host, elsewhere: () => `${other.url}fmnist-trainer.js` };
}

/** A page that embeds the trainer with a script element, as an author would write it. */
export function pageWith(script: string, body = trainerTag()): string {
  return `<!doctype html>
    <html lang="en">
      <title>A page of mine</title>
      <script type="module" src="${script}"></script>
      ${body}
    </html>`;
}

export function trainerTag(attributes = ''): string {
  return `<fmnist-trainer data-src="drawn-garments" train-images="640" epochs="1" view="compact" ${attributes}></fmnist-trainer>`;
}
