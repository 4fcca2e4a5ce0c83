import { ExpectedError } from '../scripts/lib/entry.mjs';
import { median } from '../worker/training/threads/median';
import { gflops } from './job';

const SOURCE = 'bench/assembly/peak.ts';
/** Operations per round: twelve chains, four lanes, a multiplication and an addition. */
const FLOPS_A_ROUND = 12 * 4 * 2;
const ROUNDS = 500_000;
const RUNS = 12;

interface PeakModule {
  multiplyAdds(rounds: number, factor: number, summand: number): number;
}

/**
 * The peak rate of SIMD multiply-adds of one WebAssembly thread on this machine, in GFLOP/s: the median of all runs,
 * like every figure of the bench. Measure it several times during a bench, so that it meets the same conditions.
 */
export class Peak {
  readonly #module: PeakModule;
  readonly #gflops: number[] = [];

  private constructor(module: PeakModule) {
    this.#module = module;
  }

  /** @throws ExpectedError when the module does not compile */
  static async compile(root: string): Promise<Peak> {
    const { main } = await import('assemblyscript/asc');
    const written = new Map<string, unknown>();
    const { error, stderr } = await main(
      [SOURCE, '-O3', '--enable', 'simd', '--runtime', 'stub', '--outFile', 'peak.wasm', '--baseDir', root],
      { writeFile: (name: string, contents: unknown) => void written.set(name, contents) },
    );
    const bytes = written.get('peak.wasm');
    if (error || !(bytes instanceof Uint8Array)) {
      throw new ExpectedError(`${SOURCE} could not be compiled:\n${stderr.toString()}`);
    }
    const { instance } = await WebAssembly.instantiate(new Uint8Array(bytes), {});
    const peak = new Peak(instance.exports as unknown as PeakModule);
    peak.measure(); // until the optimising compiler has got to it
    peak.#gflops.length = 0;
    return peak;
  }

  /** @throws Error before the first `measure` */
  get gflops(): number {
    return median(this.#gflops);
  }

  measure(): void {
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now();
      const sum = this.#module.multiplyAdds(ROUNDS, 0.5, 0.5); // each chain tends to 1, with no denormals on its way
      const seconds = (performance.now() - start) / 1000;
      if (Math.abs(sum - 48) > 1e-3) throw new Error(`The chains add up to ${sum}, not 48.`);
      this.#gflops.push(gflops(ROUNDS * FLOPS_A_ROUND, seconds));
    }
  }
}
