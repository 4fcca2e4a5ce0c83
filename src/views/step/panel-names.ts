/** The stages of a training step that have a panel each. */
export type PanelName = 'pipeline' | 'forward' | 'loss' | 'tape' | 'optimizer' | 'metric';
