// Child processes of the tests: started with a clean environment, watched, and stopped without leaving anything behind.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export interface Run {
  command: string;
  args?: string[];
  cwd: string;
  /** All there is beside PATH and HOME: a developer's own settings never reach a test. */
  env: Record<string, string>;
}

export class Program {
  private readonly child: ChildProcess;
  /** Everything it wrote. */
  output = '';

  constructor(private readonly run: Run) {
    const { PATH = '', HOME = '' } = process.env;
    this.child = spawn(run.command, run.args ?? [], { cwd: run.cwd, env: { PATH, HOME, ...run.env }, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(this.child);
    this.child.once('exit', () => running.delete(this.child));
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('data', (text: string) => (this.output += text));
    }
    this.child.once('error', (error) => (this.output += `\n${error.message}\n`));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get exited(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined;
  }

  /** Tries until `probe` gives something; fails with the program's own words when it ends or takes too long. */
  async until<T>(what: string, probe: () => Promise<T | undefined> | T | undefined, withinMs = 30_000): Promise<T> {
    const deadline = Date.now() + withinMs;
    while (Date.now() < deadline) {
      if (this.exited) throw new Error(`${this.run.command} ended before ${what}:\n${this.output}`);
      const value = await probe();
      if (value !== undefined) return value;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`${this.run.command}: no ${what} within ${withinMs} ms:\n${this.output}`);
  }

  /** Asks it to end; how it ended. Takes it down after `withinMs`, which is an error. */
  async stop(signal: NodeJS.Signals = 'SIGTERM', withinMs = 15_000): Promise<number | NodeJS.Signals | null> {
    if (!this.exited) {
      const ended = once(this.child, 'exit');
      this.child.kill(signal);
      const late = setTimeout(() => {
        this.output += `\nstill running ${withinMs} ms after ${signal}\n`;
        this.child.kill('SIGKILL');
      }, withinMs);
      await ended;
      clearTimeout(late);
    }
    return this.child.exitCode ?? this.child.signalCode;
  }
}

/** A TCP port of the loopback that nobody uses at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
