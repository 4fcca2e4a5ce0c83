/** A failure whose message already says what happened and what to do; it is shown without a stack. */
export class ExpectedError extends Error {}

export function enter(main: () => Promise<unknown>): Promise<void>;

/** The folder that holds this project's package.json. */
export function projectRoot(): string;
