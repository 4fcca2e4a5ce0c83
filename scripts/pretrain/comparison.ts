/** One side of a comparison: what is in a folder, or what was made again. */
export interface ModelSums {
  /** Of the weights themselves. */
  readonly weightsSha256: string;
  /** Of `model.json`: the network's layers and how it came about. */
  readonly modelSha256: string;
  /** Of the optimizer's files together; empty where there are none. */
  readonly optimizerSha256: string;
}

/**
 * What is not as it should be with a folder's files, as sentences; none when everything is.
 * @param recorded the weights' sum in `recipe.json`
 */
export function differencesOf(folder: ModelSums, recorded: string, made: ModelSums): readonly string[] {
  const found: string[] = [];
  if (folder.weightsSha256 !== recorded) {
    found.push(
      `recipe.json records other weights than weights.bin holds:\n  recorded  ${recorded}\n  held      ${folder.weightsSha256}`,
    );
  }
  if (folder.weightsSha256 !== made.weightsSha256) {
    found.push(
      `The training ends in other weights than weights.bin holds:\n  trained   ${made.weightsSha256}\n  held      ${folder.weightsSha256}`,
    );
  }
  if (folder.optimizerSha256 !== made.optimizerSha256) {
    found.push(
      `The training ends in other moments than the optimizer’s files hold:\n  trained   ${made.optimizerSha256}\n  held      ${folder.optimizerSha256}`,
    );
  }
  if (folder.modelSha256 !== made.modelSha256) {
    found.push(
      `model.json is not what would be written now:\n  written   ${made.modelSha256}\n  held      ${folder.modelSha256}`,
    );
  }
  return found;
}
