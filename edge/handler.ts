import { json, preflight, refused } from './answers';
import { readImages } from './images';
import { BYTES_A_PIXEL, MOST_IMAGES, MOST_JSON_BYTES, MOST_PNG_BYTES, type PixelType } from './limits';
import { type EdgeModel, type EdgePrediction, type ModelSummary, Predictor } from './predictor';
import { discardBody } from './read-body';
import { Refusal } from './refusal';

/** The deployment's bindings. */
export interface EdgeEnvironment {
  /** The static site, which answers every path outside `/api`. Without it those paths are answered with 404. */
  readonly ASSETS?: { fetch(request: Request): Promise<Response> };
}

/** A module worker. */
export interface EdgeHandler {
  fetch(request: Request, environment?: EdgeEnvironment): Promise<Response>;
}

export interface EdgeOptions {
  /** This package's `kernels.wasm`, imported as a module, since Cloudflare Workers cannot compile WebAssembly at run time. */
  readonly kernels: WebAssembly.Module;
  /** The networks to predict with. The first one is the default for requests without `model=`. */
  readonly models: readonly [EdgeModel, ...EdgeModel[]];
}

/** The response body of `/api/predict`. */
export interface PredictAnswer {
  readonly model: Pick<ModelSummary, 'name' | 'sha256'>;
  /** One prediction per image, in the order of the images. */
  readonly predictions: readonly EdgePrediction[];
}

/** The response body of `/api/model`. */
export interface ModelAnswer extends ModelSummary {
  /** The names of all networks, the default first. */
  readonly models: readonly string[];
  readonly limits: { readonly images: number; readonly pngBytes: number; readonly jsonBytes: number };
}

interface Route {
  /** As in the header `Allow`. */
  readonly methods: string;
  /** The query parameters it accepts. */
  readonly parameters: readonly string[];
  answer(request: Request, parameters: URLSearchParams): Promise<Response>;
}

/**
 * Makes the function that answers `POST /api/predict` and `GET /api/model`. It refuses an invalid request with the reason, and passes
 * every path outside `/api` to `ASSETS`. Each network is opened by the first request for it and then stays open.
 * docs/edge.md describes requests and responses.
 */
export function createHandler({ kernels, models }: EdgeOptions): EdgeHandler {
  const names = models.map(({ name }) => name);
  const opened = new Map<string, Predictor>();

  const predictorFor = async (parameters: URLSearchParams): Promise<Predictor> => {
    const name = parameters.get('model') ?? models[0].name;
    const model = models.find((candidate) => candidate.name === name);
    if (!model) throw invalidQuery(`model=${name.slice(0, 40)}`, names.join(' or '));
    // Keeps the network, not a promise of it: in workerd, a promise belongs to the request that created it.
    const predictor = opened.get(name) ?? (await Predictor.open(model, kernels));
    opened.set(name, predictor);
    return predictor;
  };

  const routes: Readonly<Record<string, Route>> = {
    '/api/predict': {
      methods: 'POST, OPTIONS',
      parameters: ['model', 'pixels'],
      async answer(request, parameters) {
        const pixelType = pixelTypeOf(parameters.get('pixels'));
        const predictor = await predictorFor(parameters);
        const predictions = predictor.predict(await readImages(request, pixelType));
        const { name, sha256 } = predictor.summary;
        return json({ model: { name, sha256 }, predictions } satisfies PredictAnswer);
      },
    },
    '/api/model': {
      methods: 'GET, HEAD, OPTIONS',
      parameters: ['model'],
      async answer(_request, parameters) {
        const { summary } = await predictorFor(parameters);
        const limits = { images: MOST_IMAGES, pngBytes: MOST_PNG_BYTES, jsonBytes: MOST_JSON_BYTES };
        return json({ ...summary, models: names, limits } satisfies ModelAnswer);
      },
    },
  };

  return {
    async fetch(request, environment) {
      try {
        const { pathname, search } = addressOf(request);
        const isApi = pathname === '/api' || pathname.startsWith('/api/');
        // Not awaited here, so an error of the site is not reported as an error of this function.
        if (!isApi && environment?.ASSETS) return environment.ASSETS.fetch(request);
        const route = Object.hasOwn(routes, pathname) ? routes[pathname] : undefined;
        if (!route) throw unknownPath(pathname, Object.keys(routes));
        if (request.method === 'OPTIONS') return preflight(route.methods);
        if (!route.methods.split(', ').includes(request.method)) throw wrongMethod(request, pathname, route);
        // Not `url.searchParams`: workerd leaks some hundred bytes for each of those (docs/decisions/0032).
        const parameters = new URLSearchParams(search);
        checkParameters(parameters, route.parameters);
        return await route.answer(request, parameters);
      } catch (thrown) {
        await discardBody(request);
        return refused(Refusal.from(thrown));
      }
    },
  };
}

/** The runtime puts the header Host into the URL as it came. */
function addressOf({ url }: Request): URL {
  if (URL.canParse(url) && /^https?:\/\/[^/]/.test(url)) return new URL(url);
  throw new Refusal(400, {
    code: 'host-invalid',
    message: 'The Host header is not a host.',
    got: url.slice(0, 80),
    expected: 'a host name, and a port if it is not the usual one',
    remedy: 'Correct the Host header of the request.',
  });
}

function checkParameters(parameters: URLSearchParams, known: readonly string[]): void {
  const seen = new Set<string>();
  for (const [name, value] of parameters) {
    if (!known.includes(name)) {
      throw invalidQuery(`${name.slice(0, 40)}=${value.slice(0, 40)}`, `the parameters ${known.join(', ')}`);
    }
    if (seen.has(name)) throw invalidQuery(`${name}= twice`, `${name}= once`);
    seen.add(name);
  }
}

function pixelTypeOf(value: string | null): PixelType | null {
  if (value === null || Object.hasOwn(BYTES_A_PIXEL, value)) return value as PixelType | null;
  throw invalidQuery(
    `pixels=${value.slice(0, 40)}`,
    `pixels=${Object.keys(BYTES_A_PIXEL).join(' or pixels=')}`,
  );
}

function invalidQuery(got: string, expected: string): Refusal {
  return new Refusal(400, {
    code: 'query-invalid',
    message: 'The query string is invalid.',
    got,
    expected,
    remedy: 'Correct the part of the URL after “?”.',
  });
}

function unknownPath(pathname: string, known: readonly string[]): Refusal {
  return new Refusal(404, {
    code: 'path-unknown',
    message: 'There is no such path.',
    got: pathname.slice(0, 80),
    expected: known.join(' or '),
    remedy: 'Correct the path in the URL.',
  });
}

function wrongMethod({ method }: Request, pathname: string, { methods }: Route): Refusal {
  return new Refusal(
    405,
    {
      code: 'method-not-allowed',
      message: `${pathname} does not support this method.`,
      got: method,
      expected: methods,
      remedy: 'Use one of the expected methods.',
    },
    { Allow: methods },
  );
}
