export interface StartupFigures {
  readonly predictions: readonly number[];
  readonly steps: readonly number[];
  readonly stepsInPage: readonly number[];
}

export interface StartupGoal {
  readonly medianMs: number;
  readonly goalMs: number;
  readonly isMet: boolean;
}

export function judge(figures: StartupFigures): {
  readonly report: string;
  readonly goals: Readonly<Record<'predictions' | 'steps', StartupGoal>>;
  readonly exitCode: 0 | 1;
};
