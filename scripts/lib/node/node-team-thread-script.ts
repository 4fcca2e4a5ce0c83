import { parentPort } from 'node:worker_threads';
import { help } from '../../../worker/engines/fused/help';

// The script of a helper thread under Node, bundled into `.cache/kernels/node-team-thread.js`.
parentPort?.on('message', help);
