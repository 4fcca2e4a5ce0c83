/** The package's version; `unbuilt` in tests of the sources. */
export const VERSION = typeof FMNIST_VERSION === 'string' ? FMNIST_VERSION : 'unbuilt';
