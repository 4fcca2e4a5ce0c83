/** Files that the runtime imports by itself: the build leaves these imports in the bundle, next to which the files lie. */
declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}

declare module '*.bin' {
  const content: ArrayBuffer;
  export default content;
}
