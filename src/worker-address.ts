// This bundle's name ends in .jsx, because Vite copies a package's .js files away from the files that belong to them, and leaves others
// where they are. So here the address is right: see `client/pre-bundled.ts`.
export { WORKER } from './client/worker-address';
