/** The site before it is published, under plain names. Releases for upgrade tests are copies of it. */
export const PLAIN_SITE = '.cache/test/plain-site';

/** The shipped site. */
export const PUBLISHED_SITE = '.cache/test/published-site';

/** The folder of the tests' server: the published site, and the package under its plain names for the tests' own pages. */
export const TEST_SITE = '.cache/test/served-site';
