/** Where the site that the browser tests use is built. */
export const TEST_SITE = '.cache/test-site';
