/** The package's version, which the build fills in. */
declare var FMNIST_VERSION: string | undefined;
