// Browser tests. Each spec runs twice, with JavaScript and without it; specs that need a hydrated page are called
// *.hydrate.spec.ts and run with JavaScript only. `scripts/e2e.sh` builds what is needed and starts this.

import { defineConfig } from '@playwright/test';
import { browserPath } from './harness/browser.ts';
import type { SiteOptions } from './harness/fixtures.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig<object, SiteOptions>({
  testDir: 'tests',
  outputDir: 'test-results/artifacts',
  forbidOnly: true,
  fullyParallel: false,
  workers: 2,
  retries: 0,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [['list', { printSteps: false }]],
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: browserPath(), args: flags },
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'js' },
    { name: 'nojs', testIgnore: '**/*.hydrate.spec.ts', use: { javaScriptEnabled: false } },
    { name: 'screenshots', testDir: 'pictures' },
  ],
});
