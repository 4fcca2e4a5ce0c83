import { DRAWN_GARMENTS, type RunConfigInput } from '../../worker/protocol';

/** The same settings with an absolute address of the data. A relative address counts from the page, not from the worker's script. */
export function withAbsoluteData<T extends Pick<RunConfigInput, 'dataSrc'>>(config: T): T {
  const dataSrc = config?.dataSrc;
  if (typeof dataSrc !== 'string' || dataSrc.trim() === '' || dataSrc.trim() === DRAWN_GARMENTS) return config;
  return URL.canParse(dataSrc, document.baseURI)
    ? { ...config, dataSrc: new URL(dataSrc, document.baseURI).href }
    : config;
}
