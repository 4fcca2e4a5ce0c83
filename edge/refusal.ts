/** What a refused request is told, in the answer's body under `error`. */
export interface RefusalReport {
  /** Stable name of the reason, for programs. */
  readonly code: RefusalCode;
  readonly message: string;
  readonly got: string;
  readonly expected: string;
  readonly remedy: string;
}

export type RefusalCode =
  | 'path-unknown'
  | 'method-not-allowed'
  | 'query-invalid'
  | 'content-type'
  | 'content-encoding'
  | 'body-broken'
  | 'body-too-large'
  | 'too-many-images'
  | 'images-invalid'
  | 'json-invalid'
  | 'png-size'
  | 'png-broken'
  | 'internal';

/** Thrown when a request cannot be answered as it is; says with which status and headers to refuse it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly report: RefusalReport;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, report: RefusalReport, headers: Readonly<Record<string, string>> = {}) {
    super(report.message);
    this.status = status;
    this.report = report;
    this.headers = headers;
  }

  /** Any thrown value as a refusal. What nobody foresaw is logged where the function runs, and told to no client. */
  static from(thrown: unknown): Refusal {
    if (thrown instanceof Refusal) return thrown;
    console.error(thrown);
    return new Refusal(500, {
      code: 'internal',
      message: 'Something failed inside the function.',
      got: 'a failure that is in the log of the function',
      expected: 'no such failure',
      remedy: 'Try again. If it comes back, please report it with the request.',
    });
  }
}
