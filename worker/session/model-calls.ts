import type { Activations, Examination, FirstLayer, Prediction, SessionApi, UnitWeights } from '../protocol';
import { activationsAt, unitWeightsAt } from '../training/activations';
import { breathing } from '../training/breathing';
import { examine, excitingGarments, firstLayer, garments, predictAt } from '../training/inspect';
import { CurrentModel } from './current-model';

type ReadingCalls = Pick<
  SessionApi,
  'predict' | 'examine' | 'garments' | 'firstLayer' | 'excitingGarments' | 'activations' | 'unitWeights'
>;

/** The calls that read the current model and change nothing. They are allowed in every state, as soon as there is a model. */
export abstract class ModelCalls implements ReadingCalls {
  protected readonly current = new CurrentModel();

  async predict(
    images: Uint8Array | Float32Array,
    epoch: number | null = null,
  ): Promise<readonly Prediction[]> {
    const model = this.current.neededFor('predict');
    return breathing((breathe) => predictAt(model, images, epoch, breathe));
  }

  async examine(epoch: number | null = null): Promise<Examination> {
    const model = await this.current.withValidationImages('examine');
    return breathing((breathe) => examine(model, epoch, breathe));
  }

  async garments(indices: readonly number[]): Promise<Uint8Array> {
    return garments(await this.current.withValidationImages('garments'), indices);
  }

  async firstLayer(most: number, epoch: number | null = null): Promise<FirstLayer> {
    return firstLayer(this.current.neededFor('firstLayer'), most, epoch);
  }

  async excitingGarments(unit: number, count: number, epoch: number | null = null): Promise<readonly number[]> {
    return excitingGarments(await this.current.withValidationImages('excitingGarments'), unit, count, epoch);
  }

  async activations(images: Uint8Array | Float32Array, epoch: number | null = null): Promise<Activations> {
    const model = this.current.neededFor('activations');
    return breathing((breathe) => activationsAt(model, images, epoch, breathe));
  }

  async unitWeights(layer: number, unit: number, epoch: number | null = null): Promise<UnitWeights> {
    const model = this.current.neededFor('unitWeights');
    return breathing((breathe) => unitWeightsAt(model, layer, unit, epoch, breathe));
  }
}
