import { HEADER_RULES } from '../lib/site/hosting-headers.mjs';

/**
 * What hosts read of the headers' table, by the names they look for, and the file that keeps GitHub Pages from leaving out
 * names with an underscore.
 * @returns texts by file name
 */
export function hostFiles(rules = HEADER_RULES) {
  return {
    _headers: headersFile(rules),
    'netlify.toml': netlifyFile(rules),
    'vercel.json': vercelFile(rules),
    '.nojekyll': '',
  };
}

/** Cloudflare Pages, Cloudflare Workers' static assets and Netlify. */
function headersFile(rules) {
  return rules
    .map(({ path, headers }) => {
      const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
      return `${[path, ...lines].join('\n')}\n`;
    })
    .join('\n');
}

/** Netlify, where the folder itself is deployed. It overrides `_headers`, with the same. */
function netlifyFile(rules) {
  const tables = rules.map(({ path, headers }) => {
    // A JSON string is a TOML string as well.
    const values = Object.entries(headers).map(([name, value]) => `  ${name} = ${JSON.stringify(value)}`);
    return ['[[headers]]', `for = ${JSON.stringify(path)}`, '[headers.values]', ...values, ''].join('\n');
  });
  return ['[build]', 'publish = "."', '', ...tables].join('\n');
}

/** Vercel, whose paths are written for path-to-regexp. */
function vercelFile(rules) {
  const headers = rules.map((rule) => ({
    source: rule.path.replaceAll('.', '\\.').replace('*', '(.*)'),
    headers: Object.entries(rule.headers).map(([key, value]) => ({ key, value })),
  }));
  return `${JSON.stringify({ $schema: 'https://openapi.vercel.sh/vercel.json', headers }, null, 2)}\n`;
}
