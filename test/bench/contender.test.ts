import { afterEach, describe, expect, test } from 'vitest';
import { ChildContender } from '../../bench/contender';

let open: ChildContender[] = [];
afterEach(async () => {
  await Promise.all(open.map((contender) => contender.close()));
  open = [];
});

/** A child process that runs a Node script. */
function child(script: string, command = process.execPath): ChildContender {
  const contender = new ChildContender({
    name: 'child',
    isPeer: true,
    laps: { quick: 1, full: 1, epochs: 1 },
    command,
    args: ['-e', script],
  });
  open.push(contender);
  return contender;
}

const ANSWERS = `let epochs = 0; process.stdin.on('data', () => {
  console.log('Hello from a library.');
  console.log(JSON.stringify({ epochSeconds: ++epochs }));
});`;

describe('a contender in its own process', () => {
  test('returns one epoch at a time, whatever else it prints', async () => {
    const contender = child(ANSWERS);
    expect(await contender.epoch()).toEqual({ epochSeconds: 1 });
    expect(await contender.epoch()).toEqual({ epochSeconds: 2 });
  });

  test('that ends fails with its last output, also for later requests', async () => {
    const contender = child(`console.error('out of luck'); process.exit(3);`);
    await expect(contender.epoch()).rejects.toThrow('out of luck');
    await expect(contender.epoch()).rejects.toThrow('out of luck');
  });

  test('that ends without output fails with its exit code', async () => {
    await expect(child('process.exit(3)').epoch()).rejects.toThrow('it ended with 3');
  });

  test('that cannot be started fails, and can be closed', async () => {
    const contender = child('', '/no/such/python');
    await expect(contender.epoch()).rejects.toThrow('/no/such/python');
  });

  test('ends when it is closed', async () => {
    const contender = child(ANSWERS);
    await contender.epoch();
    await contender.close();
    await expect(contender.epoch()).rejects.toThrow('SIGKILL');
  });
});
