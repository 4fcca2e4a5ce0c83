import { offer } from '../../chunks/load-chunk';
import { STEP_INSPECTION_CHUNK } from './chunk-name';
import { inspectStep } from './inspect-step';

// The entry of the separate script step-inspection.js.
offer(STEP_INSPECTION_CHUNK, inspectStep);
