/** How the optimizer starts when a run continues from a model. */
export const OPTIMIZER_STARTS = ['fresh', 'restored'] as const;

/** Where a run starts. */
export interface TrainOptions {
  /** Starts from the weights of the current model, trained or opened. Its hidden units and activation replace those of the settings. */
  readonly fromModel?: boolean | undefined;
  /**
   * With `fromModel`: whether the optimizer starts `fresh`, which is the default, or `restored`.
   *
   * For a trained model, `restored` continues with the moments of its run, whose optimizer, momentum and engine replace those of the
   * settings. For an opened model, it continues with Adam's moments if its `model.json` lists them, as that of
   * `weights="pretrained"` does. Other model files hold no moments.
   */
  readonly optimizer?: (typeof OPTIMIZER_STARTS)[number] | undefined;
}

/** How a run continues from a checkpoint. */
export interface RestoreOptions {
  /** Threads to continue with; the run's own setting by default. The results do not depend on it. */
  readonly threads?: number | undefined;
  /**
   * Where to load the data set from, as in the setting of the same name. Used only when the checkpoint names an address, which is the
   * default. It has to be the same data set.
   */
  readonly dataSrc?: string | undefined;
  /** Pauses before the first batch. */
  readonly paused?: boolean | undefined;
}
