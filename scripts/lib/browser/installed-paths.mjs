/** @import { Environment } from '../data/prepare-data.mjs' */
import { delimiter, join } from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/** Chromium without a window: the same engine, which opens a page in less than half the processor time. Its tabs are never hidden. */
const HEADLESS_SHELLS = ['chromium-headless-shell', 'chrome-headless-shell'];

/**
 * Where Chromium, Chrome and Edge may be on this system, best first. Most of these paths do not exist.
 * @param {Environment} env
 * @param {NodeJS.Platform} [platform]
 * @returns {string[]}
 */
export function installedPaths(env, platform = process.platform) {
  return [...onPath(NAMES, env, platform), ...usualPlaces(env, platform)];
}

/**
 * Where a headless shell of Chromium may be, best first. Most of these paths do not exist.
 * @param {Environment} env
 * @param {NodeJS.Platform} [platform]
 * @returns {string[]}
 */
export function headlessShellPaths(env, platform = process.platform) {
  return onPath(HEADLESS_SHELLS, env, platform);
}

/**
 * Where Firefox may be on this system, best first. Most of these paths do not exist.
 * @param {Environment} env
 * @param {NodeJS.Platform} [platform]
 * @returns {string[]}
 */
export function firefoxPaths(env, platform = process.platform) {
  const apps = ['/Applications', join(env.HOME ?? '', 'Applications')];
  const places =
    platform === 'darwin'
      ? apps.map((folder) => join(folder, 'Firefox.app/Contents/MacOS/firefox'))
      : [env.PROGRAMFILES, env['PROGRAMFILES(X86)']].map((folder) =>
          folder ? join(folder, 'Mozilla Firefox', 'firefox.exe') : '',
        );
  return [...onPath(['firefox-esr', 'firefox'], env, platform), ...places.filter(Boolean)];
}

/**
 * Where the driver of WebKitGTK may be on this system.
 * @param {Environment} env
 * @param {NodeJS.Platform} [platform]
 * @returns {string[]}
 */
export function webkitDriverPaths(env, platform = process.platform) {
  return onPath(['WebKitWebDriver'], env, platform);
}

/**
 * @param {readonly string[]} names
 * @param {Environment} env
 * @param {NodeJS.Platform} platform
 */
function onPath(names, env, platform) {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter(Boolean);
  const suffix = platform === 'win32' ? '.exe' : '';
  return names.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
}

/**
 * @param {Environment} env
 * @param {NodeJS.Platform} platform
 */
function usualPlaces(env, platform) {
  if (platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    const folders = ['/Applications', join(env.HOME ?? '', 'Applications')];
    return folders.flatMap((folder) => apps.map((app) => join(folder, `${app}.app/Contents/MacOS/${app}`)));
  }
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    );
    const apps = ['Google/Chrome', 'Chromium', 'Microsoft/Edge'];
    return folders.flatMap((folder) =>
      apps.map((app) => join(folder, app, 'Application', app.endsWith('Edge') ? 'msedge.exe' : 'chrome.exe')),
    );
  }
  return [
    '/usr/lib/chromium/chromium',
    '/opt/google/chrome/chrome',
    '/opt/microsoft/msedge/msedge',
    '/snap/bin/chromium',
  ];
}
