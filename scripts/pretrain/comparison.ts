/** The checksums of one side of a comparison: of the committed files, or of a new training. */
export interface ModelSums {
  /** Of the weights themselves. */
  readonly weightsSha256: string;
  /** Of `model.json`: the network's layers and how it was trained. */
  readonly modelSha256: string;
  /** Of the optimizer's files together; empty if there are none. */
  readonly optimizerSha256: string;
}

/**
 * The differences between a folder's files and a new training, as sentences; empty if there are none.
 * @param recorded the checksum of the weights in `recipe.json`
 */
export function differencesOf(folder: ModelSums, recorded: string, made: ModelSums): readonly string[] {
  const found: string[] = [];
  if (folder.weightsSha256 !== recorded) {
    found.push(
      `recipe.json records other weights than those in weights.bin:\n  recorded  ${recorded}\n  in file   ${folder.weightsSha256}`,
    );
  }
  if (folder.weightsSha256 !== made.weightsSha256) {
    found.push(
      `The training gives other weights than those in weights.bin:\n  trained   ${made.weightsSha256}\n  in file   ${folder.weightsSha256}`,
    );
  }
  if (folder.optimizerSha256 !== made.optimizerSha256) {
    found.push(
      `The training gives other moments than those in the optimizer’s files:\n  trained   ${made.optimizerSha256}\n  in file   ${folder.optimizerSha256}`,
    );
  }
  if (folder.modelSha256 !== made.modelSha256) {
    found.push(
      `model.json differs from what is written now:\n  written   ${made.modelSha256}\n  in file   ${folder.modelSha256}`,
    );
  }
  return found;
}
