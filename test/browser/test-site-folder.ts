/** Where the site is built that the tests of whole pages visit, as it ships. */
export const PUBLISHED_SITE = '.cache/published-site';

/** What the tests' server serves: the same, and the package under its plain names, for pages of the tests' own. */
export const TEST_SITE = '.cache/test-site';
