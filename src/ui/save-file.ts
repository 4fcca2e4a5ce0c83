import type { ExportedFile } from '../../worker/protocol';

/** How long the object URL stays valid: a browser takes a moment to open it. */
const KEPT_MS = 60_000;

/** Makes the browser save a file, as if the visitor had clicked a download link. */
export function saveFile({ name, type, bytes }: ExportedFile): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
