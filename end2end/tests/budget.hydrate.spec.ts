// The two budgets, measured as a visitor's browser sees them: what the loader costs a site on every page view, and
// what opening the widget costs. Also: no page of ours asks any foreign host for anything (the harness watches).

import { type Page, type Response } from '@playwright/test';
import { brotliCompressSync, constants } from 'node:zlib';
import { openChat } from '../harness/chat.ts';
import { expect, test } from '../harness/fixtures.ts';
import { awake } from './admin/hydrated.ts';

const KB = 1024;
const LOADER_BUDGET = 3 * KB;
const WIDGET_BUDGET = 110 * KB;

const brotli = (body: Buffer) =>
  brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }).length;

/** Collects the answers that a page gets from now on. */
function collect(page: Page): Response[] {
  const answers: Response[] = [];
  page.on('response', (answer) => answers.push(answer));
  return answers;
}

interface Part {
  path: string;
  raw: number;
  brotli: number;
}

async function measure(answers: Response[]): Promise<Part[]> {
  const bodies = answers.filter((answer) => answer.ok() && answer.request().method() === 'GET');
  const seen = new Set<string>();
  const parts: Part[] = [];
  for (const answer of bodies) {
    const path = new URL(answer.url()).pathname;
    if (seen.has(path)) continue; // fetched ahead of the click and used from the cache: paid for once
    seen.add(path);
    const body = await answer.body();
    parts.push({ path, raw: body.length, brotli: brotli(body) });
  }
  return parts;
}

const total = (parts: Part[]) => parts.reduce((sum, part) => sum + part.brotli, 0);
const table = (parts: Part[]) => parts.map(({ path, raw, brotli }) => `  ${path}: ${raw} raw, ${brotli} brotli`).join('\n');

test('the loader is one file of at most 3 KB and asks for nothing until it is used', async ({ page }) => {
  const answers = collect(page);
  await page.goto('/', { waitUntil: 'networkidle' });
  const parts = await measure(answers.filter((answer) => /\/widget[^/]*\.js$/.test(new URL(answer.url()).pathname)));
  console.log(`loader\n${table(parts)}`);
  expect(parts, 'the loader').toHaveLength(1);
  expect(total(parts)).toBeLessThanOrEqual(LOADER_BUDGET);
  const ahead = answers.map((answer) => new URL(answer.url()).pathname).filter((path) => path.startsWith('/widget') && !path.endsWith('.js'));
  expect(ahead, 'nothing of the widget before it is used').toEqual([]);
  const state = await page.context().storageState();
  expect(state, 'no cookie and no storage before it is used').toEqual({ cookies: [], origins: [] });
});

test('opening the widget costs at most 110 KB', async ({ page }) => {
  await page.goto('/', { waitUntil: 'networkidle' });
  const answers = collect(page);
  await openChat(page);
  await page.waitForLoadState('networkidle');
  const parts = await measure(answers);
  console.log(`widget on open\n${table(parts)}\n  in all: ${total(parts)} brotli`);
  const kinds = parts.map(({ path }) => path);
  expect(kinds.some((path) => path.endsWith('.wasm')), 'the WebAssembly is among what was measured').toBe(true);
  expect(kinds.some((path) => path.endsWith('.css')), 'the styles are among what was measured').toBe(true);
  expect(total(parts)).toBeLessThanOrEqual(WIDGET_BUDGET);
});

test.describe('pages', () => {
  test.use({ signIn: true });

  test('a page fetches the code of its part, named in the head of its answer, and the next one its own', async ({ page }) => {
    // What is fetched ahead and then used from the cache counts once.
    const fetched = (answers: Response[], end = '.parts') =>
      [...new Set(answers.map((answer) => new URL(answer.url()).pathname))].filter((path) => path.endsWith(end)).sort();
    const own = (paths: string[]) => paths.filter((path) => path !== '/pkg/shared.parts').map((path) => path.replace(/^\/pkg\/(\w+)_\d+\.parts$/, '$1'));
    const answers = collect(page);
    const head = (await page.goto('/admin/reports'))?.headers()['link'] ?? '';
    await awake(page);
    const first = fetched(answers);
    expect(own(first)).toEqual(['reports']);
    for (const path of first) expect(head).toContain(`<${path}?v=`);
    expect(fetched(answers, '.wasm'), 'the frame').toEqual(['/pkg/dashboard.wasm']);
    answers.length = 0;
    await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Logs' }).click();
    await expect(page.getByRole('heading', { name: 'Logs', exact: true })).toBeVisible();
    expect(own(fetched(answers))).toEqual(['logs']);
    answers.length = 0;
    await page.goBack();
    await expect(page.getByRole('heading', { name: 'Reports', level: 1 })).toBeVisible();
    expect(fetched(answers), 'what came stays').toEqual([]);
  });

  test('no page asks a foreign host for anything or complains in the console', async ({ page }) => {
    const visited = new Set<string>();
    const waiting = ['/', '/widget', '/admin'];
    while (waiting.length > 0) {
      const path = waiting.shift() ?? '/';
      if (visited.has(path)) continue;
      visited.add(path);
      await page.goto(path, { waitUntil: 'load' });
      await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined); // live pages keep a stream open
      const links = await page.locator('nav a[href^="/admin"]').evaluateAll((all) => all.map((a) => new URL((a as HTMLAnchorElement).href).pathname));
      waiting.push(...links);
    }
    console.log(`visited ${[...visited].join(' ')}`);
    expect(visited.size).toBeGreaterThanOrEqual(4);
  });
});
