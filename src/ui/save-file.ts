import type { ExportedFile } from '../../worker/protocol';

/** A browser takes a moment to open what it saves. */
const KEPT_MS = 60_000;

/** Has the browser save a file, as if the visitor had pressed a link to it. */
export function saveFile({ name, type, bytes }: ExportedFile): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
