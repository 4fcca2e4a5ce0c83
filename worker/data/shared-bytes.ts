import type { LabelledImages, Split } from './split';

/** Allocates zeroed bytes, in shared memory if the page is cross-origin isolated. */
export function allocateBytes(length: number): Uint8Array {
  return new Uint8Array(
    globalThis.crossOriginIsolated ? new SharedArrayBuffer(length) : new ArrayBuffer(length),
  );
}

/** The same images in shared memory, where other workers can read them too. What is already shared is not copied. */
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
