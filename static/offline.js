/**
 * Makes the site work offline: registers its service worker some time after the page has loaded, when the page is idle,
 * and shows on the page what works offline. The images are stored without asking only where the visitor does not pay
 * for the traffic.
 */

/** The site's root: this script is in `assets/<hash>/`. */
const root = new URL('../../', import.meta.url);
const assets = import.meta.url.slice(root.href.length).replace('offline.js', '');
const MEGABYTE = 1e6;
/** The line about offline use, in the languages of the pages. */
const WORDS = {
  en: {
    all: 'This site now works without a network, training included.',
    allBut:
      'This site now works without a network. To train without one, it also needs the images; they are saved when you train.',
    saving: 'Saving the images, so that training works without a network too …',
    failed: (why) => `Saving them failed: ${why}`,
    save: (megabytes) => `Save them now (${megabytes} MB)`,
  },
  ko: {
    all: '이제 네트워크 없이도 이 사이트를 쓸 수 있어요. 훈련도 할 수 있어요.',
    allBut:
      '이제 네트워크 없이도 이 사이트를 쓸 수 있어요. 훈련하려면 이미지도 필요해요. 이미지는 한 번 훈련하면 저장돼요.',
    saving: '네트워크 없이도 훈련할 수 있도록 이미지를 저장하고 있어요 …',
    failed: (why) => `저장하지 못했어요: ${why}`,
    save: (megabytes) => `지금 저장하기(${megabytes}MB)`,
  },
};
/** Delay before the service worker is registered. A page's first prediction takes a fifth of it, or nearly twice as long while all files of the site are fetched at the same time. */
const AFTER_LOAD_MS = 1500;

if (navigator.serviceWorker && window.top === window) {
  if (document.readyState === 'complete') later();
  else window.addEventListener('load', later, { once: true });
}

function later() {
  if (window.requestIdleCallback) setTimeout(requestIdleCallback, AFTER_LOAD_MS, start);
  else setTimeout(start, AFTER_LOAD_MS);
}

async function start() {
  try {
    askForTheNewest(await navigator.serviceWorker.register(new URL('service-worker.js', root)));
  } catch {
    return; // This browser allows no service worker here. The site works, but only with a network.
  }
  await navigator.serviceWorker.ready;
  const line = document.querySelector('#offline');
  if (line) await tell(line);
}

/** Tells a waiting worker which release this page belongs to. If it is the worker's own release, it may not need to wait. */
function askForTheNewest(registration) {
  const ask = (worker) => worker.state === 'installed' && worker.postMessage({ assets });
  const watch = (worker) => worker.addEventListener('statechange', () => ask(worker));
  if (registration.waiting) ask(registration.waiting);
  if (registration.installing) watch(registration.installing);
  registration.addEventListener('updatefound', () => watch(registration.installing));
}

/** Fills the page's line about offline use. Its `data-src` is that of the page's trainer. */
async function tell(line) {
  const { src } = line.dataset;
  const say = (...parts) => {
    line.replaceChildren(...parts);
    line.hidden = false;
  };
  const { all, allBut, saving, failed, save } = WORDS[document.documentElement.lang] ?? WORDS.en;
  if (src === 'drawn-garments') return say(all);
  if (src === '') return say(allBut);

  const folder = new URL(src, document.baseURI);
  const keep = async (manifest) => {
    say(saving);
    try {
      await keepImages(folder, manifest);
      say(all);
    } catch (error) {
      say(`${allBut} `, failed(error.message));
    }
  };
  if (await areKept(folder)) return say(all);
  const manifest = await readManifest(folder);
  if (!manifest) return say(allBut);
  if (isOnThisMachine()) return keep(manifest);
  const bytes = manifest.files.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = save(Math.round(bytes / MEGABYTE));
  button.addEventListener('click', () => {
    line.role = 'status';
    line.tabIndex = -1;
    line.focus();
    return keep(manifest);
  });
  say(`${allBut} `, button);
}

/** Whether this browser has the images: stored by this script, or by the trainer, which stores the manifest once all have loaded. */
async function areKept(folder) {
  return Boolean(await caches.match(new URL('manifest.json', folder), { ignoreSearch: true }));
}

/** The list of the image files, or null if it cannot be fetched. */
async function readManifest(folder) {
  try {
    const response = await fetch(new URL('manifest.json', folder));
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** Stores all of them or none. The trainer verifies each file's checksum when it trains. */
async function keepImages(folder, { files }) {
  const names = ['manifest.json', ...files.map(({ name }) => name)];
  const path = folder.pathname.slice(root.pathname.length);
  const cache = await caches.open(`fmnist-site ${root.pathname} ${path}`);
  await cache.addAll(names.map((name) => new URL(name, folder).href));
}

function isOnThisMachine() {
  return ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);
}
