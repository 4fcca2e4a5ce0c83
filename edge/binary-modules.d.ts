/** Files that the runtime imports as modules. The build keeps these imports in the bundle and puts the files beside it. */
declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}

declare module '*.bin' {
  const content: ArrayBuffer;
  export default content;
}
