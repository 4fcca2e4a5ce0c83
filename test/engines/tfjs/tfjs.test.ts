import { beforeAll, describe, expect, test } from 'vitest';
import { chooseNodeEngine } from '../../../scripts/lib/node/node-session';
import { parseConfig } from '../../../worker/config';
import type { CreateEngine } from '../../../worker/engines/engine';
import { BACKENDS, OPTIMIZERS } from '../../../worker/protocol';
import { engineCase } from '../../fixtures/engine-case';

describe.each(BACKENDS)('the engine tfjs on %s', (backend) => {
  let createEngine: CreateEngine;
  beforeAll(async () => {
    const config = parseConfig({ engine: 'tfjs', backend });
    createEngine = await chooseNodeEngine(config, new AbortController().signal);
  });

  test.each(OPTIMIZERS)('dispose frees every tensor of an engine with %s', (optimizer) => {
    const { setup, batches } = engineCase(optimizer);
    const other = createEngine(setup);
    const before = other.memory().tensors;
    const engine = createEngine(setup);
    for (const batch of batches) engine.trainStep(batch);
    expect(other.memory().tensors).toBeGreaterThan(before);
    engine.dispose();
    expect(other.memory().tensors).toBe(before);
    other.dispose();
  });
});
