// The description of the REST API as a page: whole without scripts, and from this host alone (the harness watches that, and that
// the console says nothing of what the page's policy forbids).

import { type Page } from '@playwright/test';
import { expect, test } from '../harness/fixtures.ts';
import { awake } from './admin/hydrated.ts';

/** The description for programs, as far as it is looked at here. */
interface Description {
  paths: Record<string, Record<string, { operationId: string }>>;
}

const contents = (page: Page) => page.getByRole('navigation', { name: 'Contents' });

/** What is wider than the room it has. */
const tooWide = (page: Page) =>
  page.locator('html, details').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.id || one.localName));

test('it is one file, without a script, in its own style', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const answer = await page.goto('/api/docs');
  expect(answer?.status()).toBe(200);
  expect(answer?.headers()['content-security-policy']).toContain("default-src 'none'");
  await expect(page).toHaveTitle('CHATIMJD: the HTTP interface');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The HTTP interface');
  await page.waitForLoadState('networkidle');
  expect(asked.filter((path) => path !== '/favicon.svg')).toEqual(['/api/docs']);
  await expect(page.locator('script'), 'it needs none').toHaveCount(0);
  await expect(page.locator('.method').first(), 'its policy lets its style in').toHaveCSS('font-weight', '600');
});

test('each line of its contents leads to what it says, and every call has one', async ({ page, request }) => {
  await page.goto('/api/docs');
  const lines = await contents(page)
    .getByRole('link')
    .evaluateAll((links) =>
      links.map((link) => {
        const to = link.getAttribute('href') ?? '';
        const target = to.startsWith('#') ? document.getElementById(to.slice(1)) : null;
        const isCall = target?.localName === 'details';
        return { to, isCall, says: link.textContent, stands: (isCall ? target?.querySelector('.about') : target)?.textContent };
      }),
    );
  for (const { to, says, stands } of lines) expect(stands, `where ${to} leads`).toBe(says);

  const described = (await (await request.get('/api/openapi.json')).json()) as Description;
  const calls = Object.values(described.paths).flatMap((path) => Object.values(path).map(({ operationId }) => `#${operationId}`));
  expect(calls.length).toBeGreaterThan(50);
  const shown = lines.filter(({ isCall }) => isCall).map(({ to }) => to);
  expect(shown.sort()).toEqual(calls.sort());
});

test('a line brings its call into sight, and a press opens it', async ({ page }) => {
  await page.goto('/api/docs');
  const height = page.viewportSize()?.height ?? 0;
  // The first one of each part.
  for (const line of await contents(page).locator('ul ul li:first-child a').all()) {
    const to = (await line.getAttribute('href')) ?? '';
    await line.click();
    await expect(page).toHaveURL(`/api/docs${to}`);
    const call = page.locator(`details${to}`);
    const summary = call.locator('summary');
    await expect(async () => {
      const box = await summary.boundingBox();
      expect(box?.y).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
    }).toPass();
    await expect(call.locator('pre')).toBeHidden();
    await summary.click();
    await expect(call.locator('pre')).toBeVisible();
    await expect(call.locator('pre')).toContainText('curl');
  }
});

test('who may call it, and what it is made of, are a press away', async ({ page }) => {
  await page.goto('/api/docs#listLeads');
  const call = page.locator('details#listLeads');
  await call.locator('summary').click();
  await call.getByRole('link', { name: 'apiKey', exact: true }).first().click();
  await expect(page).toHaveURL('/api/docs#credential-apiKey');
  await expect(page.locator('dt#credential-apiKey')).toBeVisible();
  await call.locator('a[href^="#schema-"]').first().click();
  await expect(page).toHaveURL(/\/api\/docs#schema-\w+$/);
  const schema = page.locator(`details${new URL(page.url()).hash}`);
  await expect(schema.locator('summary')).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('nothing is too wide, folded or with everything open', async ({ page }) => {
    await page.goto('/api/docs');
    expect(await tooWide(page)).toEqual([]);
    const open = await page.locator('details').evaluateAll((all) => all.map((one) => one.setAttribute('open', '')).length);
    expect(open).toBeGreaterThan(50);
    expect(await tooWide(page)).toEqual([]);
  });
});

test.describe('signed in', () => {
  test.use({ signIn: true });

  test('the page of the API keys leads to it', async ({ page, javaScriptEnabled }) => {
    await page.goto('/admin/settings/keys');
    if (javaScriptEnabled !== false) await awake(page);
    await page.getByRole('link', { name: 'What it can do' }).click();
    await expect(page).toHaveURL('/api/docs');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The HTTP interface');
  });
});
