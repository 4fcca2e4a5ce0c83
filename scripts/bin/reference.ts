import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { replay } from '../../test/reference/replay';
import { readTrajectory } from '../../test/reference/trajectory';
import { parseConfig } from '../../worker/config';
import { whichEngine } from '../../worker/engines/which-engine';
import { ExpectedError, enter } from '../lib/entry.mjs';
import { dataFolder } from '../lib/node/data-folder';
import { loadNodeData } from '../lib/node/node-data';
import { chooseNodeEngine } from '../lib/node/node-session';

const HELP = `npm run reference -- FILE.safetensors [options]

Replays a reference trajectory (the format is described beside the files) and prints how far the engine strays
from it. Network, batch, steps, optimizer, learning rate and activation come from the file.

  --engine NAME   the engine to judge: fused (default) or tfjs
  --threads N     threads of the engine fused (default: one for each core, at most 8)
  --backend NAME  wasm or cpu (default wasm)
  --data FOLDER   where Fashion-MNIST is, if not where \`npm run data\` finds it
  --json          print one JSON object
  --help          show this
`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      engine: { type: 'string' },
      backend: { type: 'string' },
      threads: { type: 'string' },
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const [file, ...others] = positionals;
  if (!file || others.length > 0) {
    throw new ExpectedError(`Got ${positionals.length} files; expected one.\n\n${HELP}`);
  }
  const { signal } = new AbortController();
  const { engine, backend, threads } = values;
  const config = parseConfig({ engine, backend, threads });
  const [createEngine, data, bytes] = await Promise.all([
    chooseNodeEngine(config, signal),
    loadNodeData(await dataFolder(values.data)),
    readFile(file),
  ]);
  const report = { engine: whichEngine(config).name, ...replay(readTrajectory(bytes), data, createEngine) };
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else
    for (const [name, value] of Object.entries(report)) process.stdout.write(`${name.padEnd(24)} ${value}\n`);
}

void enter(main);
