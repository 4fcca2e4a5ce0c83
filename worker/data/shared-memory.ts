import type { LabelledImages, Split } from './split';

/**
 * Whether workers can share memory. The constructor tells: WebKitGTK sets `crossOriginIsolated` in an isolated page and has no
 * `SharedArrayBuffer` there.
 */
export function canShareMemory(): boolean {
  return typeof SharedArrayBuffer === 'function';
}

/** Why memory cannot be shared, in the words that follow “one thread, because”. */
export function whyNotShared():
  | 'the page is not cross-origin isolated'
  | 'this browser has no SharedArrayBuffer' {
  return globalThis.crossOriginIsolated
    ? 'this browser has no SharedArrayBuffer'
    : 'the page is not cross-origin isolated';
}

/** Allocates zeroed bytes, in shared memory if there is any. */
export function allocateBytes(length: number): Uint8Array {
  return new Uint8Array(canShareMemory() ? new SharedArrayBuffer(length) : new ArrayBuffer(length));
}

/**
 * The same images in shared memory, where other workers can read them too. What is already shared is not copied. Only for callers that
 * have asked `canShareMemory`.
 */
export function inSharedMemory(images: LabelledImages): LabelledImages {
  return { ...images, train: shareSplit(images.train), test: shareSplit(images.test) };
}

function shareSplit({ count, images, labels }: Split): Split {
  return { count, images: shareBytes(images), labels: shareBytes(labels) };
}

function shareBytes(bytes: Uint8Array): Uint8Array {
  if (bytes.buffer instanceof SharedArrayBuffer) return bytes;
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}
