// A real server in a folder of its own, and the fake of Google that it talks to.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Program, freePort } from './process.ts';

const PROJECT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

function binary(variable: string, fallback: string): string {
  const path = process.env[variable] ?? fallback;
  if (!path) throw new Error(`${variable} is not set: run the browser tests with \`make e2e\``);
  return resolve(PROJECT, path);
}

/** The key that the fake Gemini takes. */
const FAKE_KEY = 'AQ.fake-key-canary';

export const ADMIN = { email: 'owner@shop.example', password: 'a long enough password' };

export interface ServerOptions {
  /** Make the first admin at the start, instead of waiting for the set-up page. */
  admin?: boolean;
  /** Where Gemini is; without it the offline assistant answers. */
  gemini?: string;
  env?: Record<string, string>;
}

export class Server {
  private constructor(
    readonly url: string,
    readonly dataDir: string,
    readonly program: Program,
  ) {}

  static async start(options: ServerOptions = {}): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), 'chatimjd-e2e-'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const program = new Program({
      command: binary('CHATIMJD_BIN', 'target/debug/chatimjd'),
      cwd: folder, // no .env of a developer is above it
      env: {
        BIND: `127.0.0.1:${port}`,
        PUBLIC_URL: url,
        DATA_DIR: join(folder, 'data'),
        SITE_ROOT: join(PROJECT, 'target/site'),
        RATE_LIMIT_HOUR: '0',
        RATE_LIMIT_DAY: '0',
        RUST_BACKTRACE: '1',
        ...(options.admin === false ? {} : { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password }),
        ...(options.gemini ? { GEMINI_API_KEY: FAKE_KEY, GEMINI_BASE_URL: options.gemini } : {}),
        ...options.env,
      },
    });
    const server = new Server(url, folder, program);
    await program.until('answer to /healthz', async () => {
      const answer = await fetch(`${url}/healthz`).catch(() => undefined);
      return answer?.ok ? true : undefined;
    });
    return server;
  }

  /** Ends it, removes its folder, and fails when it panicked or did not end well. */
  async stop(): Promise<void> {
    const end = await this.program.stop();
    await rm(this.dataDir, { recursive: true, force: true });
    if (this.program.output.includes('panicked at')) throw new Error(`the server panicked:\n${this.program.output}`);
    if (end !== 0) throw new Error(`the server ended with ${end}:\n${this.program.output}`);
  }
}

/** The fake Gemini of the integration tests as a process; `url` is what GEMINI_BASE_URL takes. */
export class FakeGemini {
  private constructor(
    readonly url: string,
    private readonly program: Program,
  ) {}

  /** `gated`: an answer gets on by a piece (four words) for each that a test lets `through`. */
  static async start({ gated = false } = {}): Promise<FakeGemini> {
    const program = new Program({
      command: binary('CHATIMJD_FAKE_BIN', ''),
      args: ['gemini::fake_gemini_server', '--exact', '--nocapture'],
      cwd: PROJECT,
      env: { CHATIMJD_FAKE_GEMINI: '127.0.0.1:0', ...(gated ? { CHATIMJD_FAKE_GATED: '1' } : {}) },
    });
    const url = await program.until('address of the fake', () => program.output.match(/http:\/\/127\.0\.0\.1:\d+[^\s"']*/)?.[0]);
    return new FakeGemini(url, program);
  }

  /** Lets so many pieces of the answers through. */
  async through(pieces: number): Promise<void> {
    const answer = await fetch(new URL(`/gate/${pieces}`, this.url), { method: 'POST' });
    if (!answer.ok) throw new Error(`the gate answered ${answer.status}`);
  }

  async stop(): Promise<void> {
    await this.program.stop();
  }
}
