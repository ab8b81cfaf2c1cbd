// The Overview awake: it keeps up with what happens, its chart is read by keyboard, what fails can be tried again; for everybody.

import AxeBuilder from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { lead, open } from './lead.ts';
import { Visitor } from './visitor.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

test.use({ signIn: true, expectedErrors: [/ERR_FAILED|status of 503/] });

const number = (page: Page, measure: string) => page.locator(`[data-measure="${measure}"] .number__value`);
const chart = (page: Page) => page.getByRole('slider', { name: 'Chats, leads and meetings over time' });

test('what happens is counted without a reload', async ({ page, request }) => {
  await new Visitor(request).say('What are your opening hours?');
  await open(page, '/admin/overview');
  const chats = Number(await number(page, 'chats').innerText());
  const coming = page.waitForResponse('**/rpc/analytics/overview');
  const ana = await lead(request);
  await coming;
  await expect(number(page, 'chats')).toHaveText(String(chats + 1));
  await expect(page.locator('.desklist').filter({ hasText: 'Latest leads' })).toContainText(ana.name);
});

test('the chart is read by keyboard, and Enter leads to what was counted', async ({ page, request }) => {
  await lead(request);
  await open(page, '/admin/overview?days=7');
  await chart(page).focus();
  await expect(chart(page)).toHaveAttribute('aria-valuenow', '6');
  const last = (await chart(page).getAttribute('aria-valuetext')) ?? '';
  expect(last).toMatch(/^\w{3} \d+ \w{3}: Chats \d+, Leads \d+, Meetings \d+$/);
  await page.keyboard.press('ArrowLeft');
  await expect(chart(page)).toHaveAttribute('aria-valuenow', '5');
  await page.keyboard.press('Home');
  await expect(chart(page)).toHaveAttribute('aria-valuenow', '0');
  await page.keyboard.press('End');
  await expect(chart(page)).toHaveAttribute('aria-valuetext', last);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/admin\/logs\?from=(.+)&to=\1&began=true$/);
});

test('a pointer over a day tells its numbers', async ({ page, request }) => {
  await lead(request);
  await open(page, '/admin/overview?days=7');
  await page.locator('.chart__column').last().hover();
  await expect(page.locator('.chart__tip')).toContainText('Chats');
  await page.getByRole('heading', { level: 1 }).hover();
  await expect(page.locator('.chart__tip')).toHaveCount(0);
});

test('what fails says so and can be tried again; the rest is there', async ({ page, request }) => {
  await lead(request);
  await open(page, '/admin/overview');
  const problem = { code: 'unavailable', message: 'The database did not answer.', incident: '0193f5' };
  await page.route('**/rpc/analytics/groups', (route) => route.fulfill({ status: 503, json: problem }));
  await page.getByRole('navigation', { name: 'Split by' }).getByRole('link', { name: 'Channel' }).click();
  const card = page.locator('.groups');
  await expect(card.getByRole('alert')).toContainText('The database did not answer.');
  await expect(card.getByRole('alert')).toContainText('Ref 0193f5');
  await expect(number(page, 'chats')).toBeVisible();
  await page.unroute('**/rpc/analytics/groups');
  await card.getByRole('button', { name: 'Try again' }).click();
  await expect(card.getByRole('rowheader', { name: 'Website' })).toBeVisible();
});

test('days that cannot be are refused in words', async ({ page }) => {
  await open(page, '/admin/overview');
  await page.locator('summary').filter({ hasText: 'Other days' }).click();
  const form = page.locator('form.between');
  await form.getByLabel('From').fill('2026-02-02');
  await form.getByLabel('Until').fill('2026-02-01');
  await form.getByRole('button', { name: 'Show' }).click();
  await expect(form.getByRole('alert')).toHaveText('The last day must not be before the first.');
  await expect(page).toHaveURL('/admin/overview');
});

test('right to left: cards are mirrored, time still runs from left to right', async ({ page, request }) => {
  await lead(request);
  await open(page, '/admin/overview?days=7');
  await page.setViewportSize({ width: 1440, height: 1000 });
  await page.evaluate(() => (document.documentElement.dir = 'rtl'));
  const [series, funnel] = [await page.locator('.overview__series').boundingBox(), await page.locator('.funnel').boundingBox()];
  expect(series?.x ?? 0).toBeGreaterThan(funnel?.x ?? 0);
  const columns = page.locator('.chart__column');
  expect((await columns.first().boundingBox())?.x ?? 0).toBeLessThan((await columns.last().boundingBox())?.x ?? 0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [{ width: 1440, height: 1024 }, { width: 360, height: 740 }]) {
    test.describe(`for everybody, ${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });

      test('overview, today and over days', async ({ page, request }) => {
        await lead(request);
        for (const address of ['/admin/overview', '/admin/overview?days=30&by=model', '/admin/overview?from=2020-02-01&to=2020-02-29']) {
          await open(page, address);
          await expect(page.locator('[aria-label="Loading"]')).toHaveCount(0);
          for (const table of await page.locator('.numbers__open').all()) await table.click();
          const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`), address).toEqual([]);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(wide, `${address} is too wide by`).toBeLessThanOrEqual(0);
        }
      });
    });
  }
}
