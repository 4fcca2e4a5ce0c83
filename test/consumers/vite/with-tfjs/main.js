import 'fmnist-trainer';
import { FmnistTrainer } from 'fmnist-trainer/fmnist-trainer.component.js';
import { tfjsFiles } from 'fmnist-trainer/tfjs-files';

Object.assign(FmnistTrainer.assets, tfjsFiles);
