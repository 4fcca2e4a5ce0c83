/**
 * node keeper.mjs COMMAND [arguments]
 *
 * Runs a program and ends it, with all its descendants, when this process's standard input closes. The system closes it when the process
 * that started this one ends, however it ends. So a killed test run leaves no browser behind. It has to be started as the leader of a
 * process group.
 */
import { spawn } from 'node:child_process';

const [command = '', ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

function endAll() {
  if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL');
  child.kill('SIGKILL');
  process.exit(1);
}

process.stdin.resume();
process.stdin.on('close', endAll);
child.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on('exit', endAll);
