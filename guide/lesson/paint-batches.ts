/** Neighbouring classes differ in hue and in lightness, so that visitors without colour vision can distinguish them too. */
const colourOf = (index: number, classes: number) =>
  `oklch(${index % 2 ? 0.78 : 0.55} 0.13 ${(360 * index) / classes})`;

/**
 * Draws batches as columns from left to right. Each is divided into the classes of its images.
 * @param batches the number of images of each class in each batch
 * @param marked the index of the batch that is marked with a line
 */
export function paintBatches(canvas: HTMLCanvasElement, batches: readonly Uint8Array[], marked: number): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = devicePixelRatio;
  const width = Math.round(canvas.clientWidth * ratio);
  const height = Math.round(canvas.clientHeight * ratio);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  context.clearRect(0, 0, width, height);
  const column = width / batches.length;
  for (const [i, counts] of batches.entries()) {
    const total = counts.reduce((sum, count) => sum + count, 0);
    let top = 0;
    for (const [k, count] of counts.entries()) {
      context.fillStyle = colourOf(k, counts.length);
      // A little wider than the column, so that no gap is visible between two columns.
      context.fillRect(i * column, (top / total) * height, column + 1, (count / total) * height);
      top += count;
    }
  }
  context.fillStyle = getComputedStyle(canvas).color;
  context.fillRect(marked * column, 0, Math.max(column, 2 * ratio), height);
}
