import type { LoadData } from '../data/kept-data';
import type { ChooseEngine } from '../engines/choose';
import type { CoreAllocator } from '../engines/fused/core-allocator';
import type { Fetch } from '../fetch';
import type { LoadModelFiles } from '../model-files/model-files';
import type { LoadPhotoReading } from '../photo/photo-reading';
import type { TrainerEvent } from '../protocol';
import type { LoadStepInspection } from '../training/step-inspection/chunk-name';

/** What a session needs: the sources of its data, its engines and the code that is loaded later, and the receiver of its events. */
export interface SessionParts {
  readonly loadData: LoadData;
  readonly fetch: Fetch;
  readonly chooseEngine: ChooseEngine;
  readonly modelFiles: LoadModelFiles;
  readonly photoReading: LoadPhotoReading;
  readonly stepInspection: LoadStepInspection;
  readonly emit: (event: TrainerEvent) => void;
  /** Divides the cores among several trainers. If it is left out, this trainer uses as many threads as its settings say. */
  readonly cores?: CoreAllocator;
  /** Stores the epoch that has just ended, before it is reported. Never rejects. Left out if nothing is stored. */
  readonly storeEpoch?: () => Promise<void>;
}
