/** The package's version. The build inserts it. */
declare var FMNIST_VERSION: string | undefined;
