// The tests' `test`: a running server behind `page`, signed in where asked for, watched for errors.
//
//   import { expect, test } from '../harness/fixtures.ts';
//   test.use({ signIn: true });                    this file's pages belong to the owner
//   test.use({ backend: 'gemini' });               answered by the fake Gemini instead of the offline assistant
//   test.use({ alters: 'the settings' });          this file changes what others read on a server: it gets its own
//   test.use({ expectedErrors: [/status of 404/] }) what the console may say in this file

import { type BrowserContextOptions, expect, request, test as base } from '@playwright/test';
import { ADMIN, FakeGemini, Server, type ServerOptions } from './server.ts';
import { Watch } from './watch.ts';

type StorageState = Exclude<BrowserContextOptions['storageState'], string | undefined>;

export interface SiteOptions {
  /** Who answers on `site`. */
  backend: 'offline' | 'gemini';
  /** What a file changes of the whole server. Files that name the same thing share a server, and no others do. */
  alters: string;
  /** The page's context has the owner's session. */
  signIn: boolean;
  /** Console messages and the like that this test brings about on purpose. */
  expectedErrors: RegExp[];
}

/** A worker has one server, so these are a worker's. */
type WorkerOption = 'backend' | 'alters';

interface WorkerFixtures {
  /** The address of a fake Gemini, started when it is first asked for. */
  gemini: () => Promise<string>;
  /** A server with an owner, shared by all tests of a worker: they may add to it, and alter nothing that is there. */
  site: Server;
  /** The owner's cookies on `site`; logs in once. */
  ownerState: () => Promise<StorageState>;
}

interface TestFixtures {
  /** Starts further servers, for tests that need one of their own; they end with the test. */
  startServer: (options?: ServerOptions) => Promise<Server>;
}

export const test = base.extend<TestFixtures & Omit<SiteOptions, WorkerOption>, WorkerFixtures & Pick<SiteOptions, WorkerOption>>({
  backend: ['offline', { option: true, scope: 'worker' }],
  alters: ['nothing', { option: true, scope: 'worker' }],
  signIn: [false, { option: true }],
  expectedErrors: [[], { option: true }],

  gemini: [
    async ({}, use) => {
      let fake: Promise<FakeGemini> | undefined;
      await use(async () => (await (fake ??= FakeGemini.start())).url);
      await (await fake)?.stop();
    },
    { scope: 'worker' },
  ],

  site: [
    async ({ backend, gemini }, use) => {
      const server = await Server.start(backend === 'gemini' ? { gemini: await gemini() } : {});
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  ownerState: [
    async ({ site }, use) => {
      let state: Promise<StorageState> | undefined;
      await use(() => (state ??= logIn(site.url)));
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ site }, use) => use(site.url),
  storageState: async ({ signIn, ownerState }, use) => use(signIn ? await ownerState() : { cookies: [], origins: [] }),

  // A test's own servers outlast its pages: one that looks for a server that has stopped finds an error.
  context: async ({ context, startServer: _, expectedErrors }, use) => {
    const watch = new Watch(context, expectedErrors);
    await use(context);
    watch.verify();
  },

  startServer: async ({}, use) => {
    const started: Server[] = [];
    await use(async (options) => {
      const server = await Server.start(options);
      started.push(server);
      return server;
    });
    await Promise.all(started.map((server) => server.stop()));
  },
});

/** As the log-in form does it without JavaScript. */
async function logIn(url: string): Promise<StorageState> {
  const client = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
  const answer = await client.post('/rpc/session/log-in', { form: ADMIN, maxRedirects: 0 });
  expect(answer.status(), await answer.text()).toBeLessThan(400);
  const state = await client.storageState();
  expect(state.cookies, 'a session cookie').not.toEqual([]);
  await client.dispose();
  return state;
}

export { ADMIN, expect };
