// The log awake: cleared by a dialog that says what stays, archives brought back, archiving set; for everybody.

import AxeBuilder from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { lead, open } from './lead.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

test.use({ signIn: true, alters: 'the log', expectedErrors: [/status of 4(09|22)/] });

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Clear the log' });

const ARCHIVE = {
  id: `arc_${'0'.repeat(31)}1`,
  file: 'logs_2026-11-01_x.jsonl.gz',
  made_at: '2026-11-01T09:00:00Z',
  from: '2025-10-01T09:00:00Z',
  to: '2026-04-30T09:00:00Z',
  conversations: 120,
  messages: 900,
  bytes: 40_000,
  sha256: 'a'.repeat(64),
};

test('the search follows while one types', async ({ page, request }) => {
  const ana = await lead(request);
  await open(page, '/admin/logs');
  await page.keyboard.press('/');
  await page.keyboard.type(ana.name);
  await expect(page).toHaveURL(`/admin/logs?q=${ana.name}`);
  await expect(page.locator('.logrow')).toHaveCount(1);
  await expect(page.locator('.logrow mark').first()).toHaveText(ana.name);
});

test('clearing says what stays, and takes nothing that is young', async ({ page, request }) => {
  const ana = await lead(request);
  await open(page, '/admin/logs');
  await page.getByRole('button', { name: 'Clear by age' }).click();
  await expect(dialog(page).getByText('Conversations of people with an open follow-up or a meeting ahead')).toBeVisible();
  await expect(dialog(page).getByText('Everything that goes, in the archive')).toBeVisible();
  await dialog(page).getByText('Also of people with a follow-up').click();
  await expect(dialog(page).getByText('Conversations of people with an open follow-up or a meeting ahead')).toHaveCount(0);
  await dialog(page).getByText('Delete for good').first().click();
  await expect(dialog(page).getByText('Everything that goes, in the archive')).toHaveCount(0);

  await dialog(page).getByLabel('Conversations without a message for').fill('0');
  await dialog(page).getByRole('button', { name: 'Delete for good' }).click();
  await expect(dialog(page).getByText('1 to 36,500')).toBeVisible();
  await dialog(page).getByLabel('Conversations without a message for').fill('1');
  await dialog(page).getByRole('button', { name: 'Delete for good' }).click();
  await expect(dialog(page)).toContainText('Nothing was old enough.');
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(page.locator(`.logrow[data-id="${ana.conversation}"]`)).toHaveCount(1);
});

test('what went and what stays is told', async ({ page, request }) => {
  await lead(request);
  await open(page, '/admin/logs');
  await page.route('**/rpc/logs/clear', (route) => route.fulfill({ json: { archived: 120, deleted: 119, kept: 3, changed: 1, archives: [ARCHIVE] } }));
  await page.getByRole('button', { name: 'Clear by age' }).click();
  await dialog(page).getByRole('button', { name: 'Archive and clear' }).click();
  await expect(dialog(page)).toContainText('119 conversations went into an archive. 3 stay for a follow-up or a meeting.');
  await dialog(page).getByRole('link', { name: 'See the archives' }).click();
  await expect(page).toHaveURL('/admin/logs/archives');
});

test('an archive is brought back after a question', async ({ page }) => {
  await page.route('**/rpc/logs/archives', (route) => route.fulfill({ json: [ARCHIVE] }));
  await page.route('**/rpc/logs/restore', (route) => route.fulfill({ json: { restored: 118, there: 2 } }));
  await open(page, '/admin/logs');
  await page.getByRole('navigation', { name: 'Logs', exact: true }).getByRole('link', { name: 'Archives' }).click();
  const row = page.locator(`tr[data-id="${ARCHIVE.id}"]`);
  await expect(row).toContainText('120 conversations, 900 messages');
  await expect(row.getByRole('link', { name: /^Download/ })).toHaveAttribute('href', `/logs/archives/${ARCHIVE.id}`);
  await row.getByRole('button', { name: /^Restore/ }).click();
  const question = page.getByRole('dialog', { name: 'Bring 120 conversations back?' });
  await expect(question).toContainText('where old ones are archived by themselves, for as long again.');
  await expect(question.getByRole('button', { name: 'Leave them' })).toBeFocused();
  await question.getByRole('button', { name: 'Bring back' }).click();
  await expect(page.getByRole('region', { name: 'News' })).toContainText('118 conversations are back, 2 were there already.');
});

test('archiving by itself is saved, and too long a time refused', async ({ page }) => {
  await open(page, '/admin/logs/archives');
  const days = page.getByLabel('Archive after');
  await days.fill('9999');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('At most ten years')).toBeVisible();
  await days.fill('365');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Archiving saved')).toBeVisible();
  await page.reload();
  await expect(days).toHaveValue('365');
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [{ width: 1440, height: 1024 }, { width: 360, height: 740 }]) {
    test.describe(`for everybody, ${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });

      test('log, archives and audit', async ({ page, request }) => {
        const ana = await lead(request);
        for (const address of [`/admin/logs?q=${ana.name}`, '/admin/logs', '/admin/logs/archives', '/admin/logs/audit']) {
          await open(page, address);
          await expect(page.locator('[aria-label="Loading"]')).toHaveCount(0);
          const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`), address).toEqual([]);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(wide, `${address} is too wide by`).toBeLessThanOrEqual(0);
        }
      });
    });
  }
}
