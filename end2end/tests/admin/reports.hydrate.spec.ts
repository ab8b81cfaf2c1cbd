// Reports awake: made now with their progress, cancelled, removed; when they are made by themselves; for everybody.

import AxeBuilder from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { lead, open } from './lead.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

test.use({ signIn: true, alters: 'the reports', expectedErrors: [/status of 4(09|22)/] });

const making = (page: Page) => page.locator('.making');

/** What the server answers from now on when the page asks how far it is. */
async function tell(page: Page, call: 'follow' | 'cancel', answer: unknown): Promise<void> {
  // The latest of them answers. Without any, a question in between would reach the server.
  await page.route(`**/rpc/reports/${call}`, (route) => route.fulfill({ json: answer }));
}

test('a report is made, looked at, downloaded and removed', async ({ page, request }) => {
  await lead(request);
  await open(page, '/admin/reports');
  await page.getByRole('button', { name: 'Make report' }).click();
  await expect(making(page)).toContainText(/Ready: daily_leads_\d{4}-\d\d-\d\d_\d{6}\.xlsx/);
  const coming = page.waitForEvent('download');
  await making(page).getByRole('link', { name: 'Download' }).click();
  const file = (await coming).suggestedFilename();
  expect(file).toMatch(/^daily_leads_.+\.xlsx$/);
  const row = page.locator('.reporttable tbody tr').filter({ hasText: file });
  await expect(row).toHaveCount(1);
  await making(page).getByRole('link', { name: 'Look at it' }).click();
  await expect(page.getByRole('region', { name: 'The report’s summary' })).toContainText('New leads');
  await making(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(making(page)).toHaveCount(0);
  await row.getByRole('button', { name: /^Remove/ }).click();
  const question = page.getByRole('dialog', { name: /^Remove the report/ });
  await expect(question.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await question.getByRole('button', { name: 'Remove' }).click();
  await expect(row).toHaveCount(0);
});

test('how far it is is told, and it is cancelled when the server says so', async ({ page }) => {
  await open(page, '/admin/reports');
  await page.route('**/rpc/reports/begin', (route) => route.fulfill({ json: null }));
  await tell(page, 'follow', { sheet: 'leads', rows: 1_200, state: { type: 'running' } });
  await page.getByRole('button', { name: 'Make report' }).click();
  await expect(making(page)).toContainText('1,200 rows so far, Leads');
  await tell(page, 'cancel', { sheet: null, rows: 1_200, state: { type: 'cancelled' } });
  await making(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(making(page)).toContainText('Cancelled.');
  await expect(making(page).getByRole('progressbar')).toHaveCount(0);
});

test('days that cannot be are refused in words', async ({ page }) => {
  await open(page, '/admin/reports');
  await page.getByText('Other days').click();
  await page.getByRole('button', { name: 'Make report' }).click();
  await expect(page.getByText('Choose both days')).toBeVisible();
  await page.getByLabel('From').fill('2020-01-01');
  await page.getByLabel('Until').fill('2026-01-01');
  await page.getByRole('button', { name: 'Make report' }).click();
  await expect(page.getByText('At most 366 days')).toBeVisible();
});

test('when they are made by themselves is saved', async ({ page }) => {
  await open(page, '/admin/reports');
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: 'By itself' }) });
  await card.getByText('Make reports by themselves').click();
  await card.getByLabel('At', { exact: true }).fill('08:30');
  await card.getByLabel('Saturday').uncheck();
  await card.getByLabel('Sunday').uncheck();
  await card.getByLabel('Send to').fill('ana@example.com, ben@home');
  await card.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(card.getByText('Ben@home: add the ending, such as .com')).toBeVisible();
  await card.getByLabel('Send to').fill('ana@example.com');
  await card.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Reports saved')).toBeVisible();
  await expect(page.locator('.reports__next')).toContainText(/The next one is made .+, 08:30\./);
  await page.reload();
  await expect(card.getByLabel('At', { exact: true })).toHaveValue('08:30');
  await expect(card.getByLabel('Sunday')).not.toBeChecked();
  await expect(card.getByLabel('Monday')).toBeChecked();
});

test('prices are saved beside the schedule without touching it', async ({ page }) => {
  await open(page, '/admin/reports');
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: 'What models cost' }) });
  await page.getByLabel('Keep for').fill('30');
  await card.getByLabel('Prices').fill('gemini-3-flash 0.1');
  await card.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(card.getByText('is not a model and two prices')).toBeVisible();
  await card.getByLabel('Prices').fill('gemini-3-flash 0.10 0,4');
  await card.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Prices saved')).toBeVisible();
  await expect(card.getByLabel('Prices')).toHaveValue('gemini-3-flash 0.1 0.4');
  await expect(page.getByLabel('Keep for'), 'what was typed elsewhere is still there').toHaveValue('30');
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [{ width: 1440, height: 1024 }, { width: 360, height: 740 }]) {
    test.describe(`for everybody, ${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });

      test('reports', async ({ page }) => {
        await open(page, '/admin/reports');
        await page.getByRole('button', { name: 'Make report' }).click();
        await making(page).getByRole('link', { name: 'Look at it' }).click();
        await expect(page.getByRole('region', { name: 'The report’s summary' })).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(wide, 'the page is too wide by').toBeLessThanOrEqual(0);
      });
    });
  }
}
