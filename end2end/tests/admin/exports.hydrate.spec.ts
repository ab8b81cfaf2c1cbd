// Exports that are followed: how far they are, done, cancelled, failed; by keyboard, on a phone, in both themes.

import AxeBuilder from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expect, test } from '../../harness/fixtures.ts';
import { begin, exported, menu, shelf } from './export.ts';
import { lead, open } from './lead.ts';

test.use({ signIn: true, expectedErrors: [/status of 422/] });

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const bar = (page: Page) => shelf(page).getByRole('progressbar');

/** What the server answers from now on when the page asks how far it is. */
async function tell(page: Page, call: 'follow' | 'cancel', answer: unknown): Promise<void> {
  // The latest of them answers. Without any, a question in between would reach the server.
  await page.route(`**/rpc/exports/${call}`, (route) => route.fulfill({ json: answer }));
}

const progress = (type: string, more: Record<string, unknown> = {}) => ({
  file: 'leads-2026-11-24.csv',
  written: 12_300,
  total: 40_000,
  state: { type, ...more },
});

test('an export says that it is done, and the file is in the downloads under its name', async ({ page, request }) => {
  const ana = await lead(request);
  await open(page, `/admin/leads?q=${ana.name}`);
  for (const [kind, ending] of [['CSV', 'csv'], ['JSON Lines', 'jsonl'], ['Excel', 'xlsx']] as const) {
    const file = await exported(page, kind);
    expect(file.suggestedFilename()).toMatch(new RegExp(`^leads-\\d{4}-\\d{2}-\\d{2}\\.${ending}$`));
    if (kind !== 'Excel') expect(await readFile(await file.path(), 'utf8')).toContain(ana.email);
    await expect(shelf(page)).toContainText(`Done. ${file.suggestedFilename()} is in your downloads.`);
    await expect(shelf(page)).toContainText('1 lead');
    await expect(shelf(page).getByRole('button'), 'those that are over make room').toHaveCount(1);
  }
  await expect(page, 'the page stays').toHaveURL(`/admin/leads?q=${ana.name}`);
  await shelf(page).getByRole('button', { name: 'Dismiss the Excel export' }).click();
  await expect(shelf(page).getByRole('button')).toHaveCount(0);
});

test('how far it is stays in sight on other pages, and it is cancelled when the server says so', async ({ page, request }) => {
  const ana = await lead(request);
  await open(page, `/admin/leads?q=${ana.name}`);
  await tell(page, 'follow', progress('running'));
  await begin(page, 'CSV');
  await expect(shelf(page)).toContainText('12,300 of 40,000 leads');
  await expect(bar(page)).toHaveAttribute('value', '12300');
  await expect(bar(page)).toHaveAttribute('max', '40000');
  await expect(bar(page)).toHaveAttribute('aria-valuetext', '12,300 of 40,000 leads');
  await expect(shelf(page).getByRole('status'), 'numbers are not spoken').toHaveText('CSV export: Under way…');
  await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Conversations' }).click();
  await expect(page).toHaveURL(/\/admin\/conversations/);
  await expect(shelf(page)).toContainText('12,300 of 40,000 leads');

  // Whoever is asked first does not know it.
  await tell(page, 'cancel', null);
  await shelf(page).getByRole('button', { name: 'Cancel the CSV export' }).click();
  await expect(shelf(page).getByRole('status')).toHaveText('CSV export: Cancelling…');
  await tell(page, 'cancel', progress('cancelled'));
  await expect(shelf(page).getByRole('status')).toHaveText('CSV export: Cancelled.');
  await expect(bar(page)).toHaveCount(0);
});

test('where nobody knows how far it is, it is under way and nothing else', async ({ page, request }) => {
  const ana = await lead(request);
  await open(page, `/admin/leads?q=${ana.name}`);
  await tell(page, 'follow', null);
  await begin(page, 'CSV');
  const asked = await page.waitForRequest('**/rpc/exports/follow');
  await asked.response();
  await expect(shelf(page).getByRole('status')).toHaveText('CSV export: Under way…');
  await expect(bar(page)).not.toHaveAttribute('value', /./);
  await expect(shelf(page).locator('.bar__words')).toHaveText('');
});

test('an export that failed says why, and under which name the log has it', async ({ page, request }) => {
  const ana = await lead(request);
  await open(page, `/admin/leads?q=${ana.name}`);
  const problem = { code: 'internal', message: 'Something went wrong on our side.', incident: '0193f5' };
  await tell(page, 'follow', progress('failed', { problem }));
  await begin(page, 'Excel');
  await expect(shelf(page)).toContainText('Failed. Something went wrong on our side.');
  await expect(shelf(page)).toContainText('Ref 0193f5');

  // And the server itself: a search that is too long has no list, nor has it a file.
  await page.unroute('**/rpc/exports/follow');
  await open(page, `/admin/leads?q=${'x'.repeat(201)}`);
  await begin(page, 'CSV');
  await expect(shelf(page)).toContainText('Failed. At most 200 characters');
  await expect(page, 'the page stays').toHaveURL(/\/admin\/leads\?q=x/);
});

test('an export is begun, cancelled and dismissed by keyboard, and the focus stays', async ({ page, request }) => {
  const ana = await lead(request);
  await open(page, `/admin/leads?q=${ana.name}`);
  await tell(page, 'follow', progress('running'));
  await tell(page, 'cancel', progress('cancelled'));
  await menu(page).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('link', { name: 'Excel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(menu(page), 'the menu gives the focus back').toBeFocused();
  const button = shelf(page).getByRole('button');
  await button.press('Enter');
  await expect(button).toHaveAccessibleName('Dismiss the Excel export');
  await expect(button).toBeFocused();
  await button.press('Enter');
  await expect(button).toHaveCount(0);
});

for (const [theme, width] of [
  ['light', 1280],
  ['dark', 360],
] as const) {
  test(`exports are whole and accessible, ${theme} at ${width} px`, async ({ page, request }) => {
    const ana = await lead(request);
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: theme });
    await open(page, `/admin/leads?q=${ana.name}`);
    await tell(page, 'follow', progress('running'));
    await begin(page, 'JSON Lines');
    await expect(shelf(page)).toContainText('12,300 of 40,000 leads');
    const whole = async () => {
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow).toBe(0);
      expect(await shelf(page).evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0);
      const { violations } = await new AxeBuilder({ page }).include('.exports').withTags(RULES).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
    };
    await whole();
    await tell(page, 'follow', progress('failed', { problem: { code: 'internal', message: 'Something went wrong on our side.', incident: '0'.repeat(32) } }));
    await expect(shelf(page)).toContainText('Ref 0000');
    await whole();
  });
}
