/** The reason for a refusal, sent in the response body as `error`. */
export interface RefusalReport {
  /** A stable name of the reason, for programs. */
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
  | 'host-invalid'
  | 'content-type'
  | 'content-encoding'
  | 'body-broken'
  | 'body-too-large'
  | 'length-required'
  | 'too-many-images'
  | 'images-invalid'
  | 'json-invalid'
  | 'png-size'
  | 'png-broken'
  | 'internal';

/** Thrown when a request is invalid. Holds the status, headers and body of the response. */
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

  /** Turns any thrown value into a refusal. An unexpected error is logged on the server, and its details are not sent to the client. */
  static from(thrown: unknown): Refusal {
    if (thrown instanceof Refusal) return thrown;
    console.error(thrown);
    return new Refusal(500, {
      code: 'internal',
      message: 'The function failed with an internal error.',
      got: 'an error that is described in the server log',
      expected: 'no error',
      remedy: 'Try again. If it fails again, please report it together with the request.',
    });
  }
}
