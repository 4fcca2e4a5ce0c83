import type { HEADER_RULES } from '../lib/site/hosting-headers.mjs';

/** What hosts read of the headers' table: texts by file name. */
export function hostFiles(
  rules?: typeof HEADER_RULES,
): Readonly<Record<'_headers' | 'netlify.toml' | 'vercel.json' | '.nojekyll', string>>;
