/** @import { HeaderRule } from '../lib/site/hosting-headers.mjs' */
import { HEADER_RULES } from '../lib/site/hosting-headers.mjs';

/**
 * The table of headers in the format of each host, and the file that makes GitHub Pages serve names with an underscore.
 * @param {readonly HeaderRule[]} [rules]
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

/**
 * For Cloudflare Pages, Cloudflare Workers' static assets and Netlify.
 * @param {readonly HeaderRule[]} rules
 */
function headersFile(rules) {
  return rules
    .map(({ path, headers }) => {
      const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
      return `${[path, ...lines].join('\n')}\n`;
    })
    .join('\n');
}

/**
 * For Netlify, when the folder itself is deployed. It overrides `_headers` with the same headers.
 * @param {readonly HeaderRule[]} rules
 */
function netlifyFile(rules) {
  const tables = rules.map(({ path, headers }) => {
    // A JSON string is also a TOML string.
    const values = Object.entries(headers).map(([name, value]) => `  ${name} = ${JSON.stringify(value)}`);
    return ['[[headers]]', `for = ${JSON.stringify(path)}`, '[headers.values]', ...values, ''].join('\n');
  });
  return ['[build]', 'publish = "."', '', ...tables].join('\n');
}

/**
 * For Vercel, whose paths are in the syntax of path-to-regexp.
 * @param {readonly HeaderRule[]} rules
 */
function vercelFile(rules) {
  const headers = rules.map((rule) => ({
    source: rule.path.replaceAll('.', '\\.').replace('*', '(.*)'),
    headers: Object.entries(rule.headers).map(([key, value]) => ({ key, value })),
  }));
  return `${JSON.stringify({ $schema: 'https://openapi.vercel.sh/vercel.json', headers }, null, 2)}\n`;
}
