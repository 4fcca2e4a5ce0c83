import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** The weights that one engine has trained. */
export interface RecordedWeights {
  /** Such as `Firefox 153.8`. */
  readonly by: string;
  readonly threads: number;
  readonly sha256: string;
}

export function recordWeights(file: string, weights: RecordedWeights): void {
  appendFileSync(file, `${JSON.stringify(weights)}\n`);
}

/** What was recorded, as one line for each different SHA-256, so one line when all agree. */
export function weightsLines(file: string): string[] {
  if (!existsSync(file)) return [];
  const trained = new Map<string, Map<string, Set<number>>>();
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const { by, threads, sha256 } = JSON.parse(line) as RecordedWeights;
    const engines = trained.get(sha256) ?? new Map<string, Set<number>>();
    trained.set(sha256, engines);
    engines.set(by, (engines.get(by) ?? new Set()).add(threads));
  }
  return [...trained].map(([sha256, engines]) => {
    const by = [...engines].map(([name, threads]) => `${name} (${namesOf(threads)})`);
    return `One epoch of Fashion-MNIST: weights ${sha256} in ${by.join(', ')}`;
  });
}

function namesOf(threads: ReadonlySet<number>): string {
  const counts = [...threads].sort((a, b) => a - b);
  return `${counts.join(' and ')} thread${counts.at(-1) === 1 ? '' : 's'}`;
}
