import { defineTrainer } from './component';

export * from './component';

defineTrainer();
