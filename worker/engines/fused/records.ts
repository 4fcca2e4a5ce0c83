import { ACTIVATION_NUMBERS, type KernelLayout, type LayerField, type PlanField } from '../../kernels/bindings';
import type { FusedMemory, LayerPlacement } from './fused-memory';

/** The kernels' `Plan` and `Layer` records in the engine's memory. Every field has four bytes. */
export class Records {
  readonly #words: Uint32Array;
  readonly #floats: Float32Array;
  readonly #layout: KernelLayout;
  readonly #plan: number;
  readonly #memory: FusedMemory;

  /** @param buffer the engine's memory, which never grows */
  constructor(buffer: ArrayBufferLike, layout: KernelLayout, memory: FusedMemory) {
    this.#words = new Uint32Array(buffer);
    this.#floats = new Float32Array(buffer);
    this.#layout = layout;
    this.#plan = memory.plan;
    for (const [name, value] of Object.entries(memory.fields)) this.set(name as PlanField, value);
    const { layers, layerRecords, secondPlace } = memory;
    this.#memory = memory;
    layerRecords.forEach((record, place) => {
      layers.forEach((layer, i) => {
        const kernel = layer.kernel + place * secondPlace;
        const bias = layer.bias + place * secondPlace;
        this.#setLayer(record + i * layout.size.layer, { ...layer, kernel, bias });
      });
    });
  }

  get(field: PlanField): number {
    return this.#words[this.#index(field)] as number;
  }

  /** Sets a field that the kernels read as an integer; a negative one is stored modulo 2³². */
  set(field: PlanField, value: number): void {
    this.#words[this.#index(field)] = value;
  }

  /** Sets a field that the kernels read as float32. */
  setFloat(field: PlanField, value: number): void {
    this.#floats[this.#index(field)] = value;
  }

  /** Makes the kernels apply this function to the output of layer `i`, in every place of the weights. */
  setActivation(i: number, activation: keyof typeof ACTIVATION_NUMBERS): void {
    for (const record of this.#memory.layerRecords) {
      const at = record + i * this.#layout.size.layer + this.#layout.layer.activation;
      this.#words[at / 4] = ACTIVATION_NUMBERS[activation];
    }
  }

  #index(field: PlanField): number {
    return (this.#plan + this.#layout.plan[field]) / 4;
  }

  #setLayer(record: number, { layer, ...at }: LayerPlacement): void {
    const { inputs, units } = layer;
    const fields = { inputs, units, activation: ACTIVATION_NUMBERS[layer.activation], ...at };
    for (const [name, value] of Object.entries(fields)) {
      this.#words[(record + this.#layout.layer[name as LayerField]) / 4] = value;
    }
  }
}
