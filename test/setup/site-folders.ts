/** The site before it is published, under plain names: releases for upgrade tests are copies of it. */
export const PLAIN_SITE = '.cache/test/plain-site';

/** The site as it ships. */
export const PUBLISHED_SITE = '.cache/test/published-site';

/** What the tests' server serves: the published site, and the package under its plain names for the tests' own pages. */
export const TEST_SITE = '.cache/test/served-site';
