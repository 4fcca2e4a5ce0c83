import type { ConfigKey, RunSettings } from './settings';

/** One code for each kind of error. A code never changes its meaning; its texts may change. */
export type ErrorCode =
  // The configuration
  | 'config-invalid'
  | 'config-batch-too-large'
  // Calls
  | 'call-refused'
  | 'call-overtaken'
  | 'images-invalid'
  | 'index-invalid'
  | 'epoch-not-kept'
  | 'photo-empty'
  | 'photo-svg'
  | 'photo-unreadable'
  | 'photo-reading'
  // Checkpoints
  | 'checkpoint-damaged'
  | 'checkpoint-version'
  | 'checkpoint-mismatch'
  // The page's own files, and links that carry settings
  | 'page-file'
  | 'link-version'
  | 'link-invalid'
  // Stored runs
  | 'run-not-stored'
  | 'run-open-elsewhere'
  | 'storage-unavailable'
  // Any file
  | 'host-busy'
  // The data set
  | 'data-unreachable'
  | 'data-not-found'
  | 'data-is-html'
  | 'data-cut'
  | 'data-damaged'
  | 'data-manifest'
  | 'data-magic'
  | 'data-dimensions'
  | 'data-truncated'
  | 'data-checksum'
  | 'data-label'
  | 'data-counts'
  | 'drawn-garments'
  // The engine
  | 'engine-file'
  | 'engine-start'
  | 'engine-memory'
  | 'wasm-file'
  | 'wasm-simd-missing'
  | 'loss-not-finite'
  | 'step-inspection'
  // Models and runs as files
  | 'model-files'
  | 'model-not-found'
  | 'model-unreadable'
  | 'model-unsupported'
  | 'model-shape'
  // The worker
  | 'worker-start'
  | 'worker-version'
  | 'worker-died'
  | 'internal';

/** An error as plain data: what was received, what was expected, what to do. */
export interface TrainerErrorReport {
  readonly code: ErrorCode;
  /** One sentence that says what happened. */
  readonly message: string;
  readonly got: string;
  readonly expected: string;
  /** What the reader can do about it. */
  readonly remedy: string;
  /** The setting that caused the error, if it was a setting. */
  readonly field?: ConfigKey | undefined;
  /** A change of the settings that avoids the error. It is only offered, and never made without the user's consent. */
  readonly offer?: { readonly label: string; readonly config: RunSettings } | undefined;
}

/** The most characters of each text of an error. A text may quote a file or an attribute of any length. */
const MOST_CHARACTERS = 600;

function shortened(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

/** The error that every call of the trainer rejects with. Its `message` is complete by itself; the other fields are for a screen. */
export class TrainerError extends Error implements TrainerErrorReport {
  override readonly name = 'TrainerError';
  readonly code: ErrorCode;
  readonly got: string;
  readonly expected: string;
  readonly remedy: string;
  readonly field: ConfigKey | undefined;
  readonly offer: TrainerErrorReport['offer'];

  constructor(report: TrainerErrorReport) {
    super(shortened(report.message));
    this.code = report.code;
    this.got = shortened(report.got);
    this.expected = shortened(report.expected);
    this.remedy = shortened(report.remedy);
    this.field = report.field;
    this.offer = report.offer;
  }

  /** The plain data of this error, which survives `postMessage`. */
  toReport(): TrainerErrorReport {
    const { code, message, got, expected, remedy, field, offer } = this;
    return { code, message, got, expected, remedy, field, offer };
  }

  /** Whether a value received from the worker is an error report. */
  static isReport(value: unknown): value is TrainerErrorReport {
    return (
      typeof value === 'object' && value !== null && 'code' in value && 'message' in value && 'remedy' in value
    );
  }

  /** Any thrown value as a `TrainerError`. A value that is not one gets the code `internal`. */
  static from(thrown: unknown): TrainerError {
    if (thrown instanceof TrainerError) return thrown;
    if (TrainerError.isReport(thrown)) return new TrainerError(thrown);
    const words = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    return new TrainerError({
      code: 'internal',
      message: `Something failed inside the trainer: ${words}`,
      got: words,
      expected: 'no error',
      remedy: 'Press Retry. If it comes back, please report it with this text.',
    });
  }
}
