// The words behind an interest, in the table of leads.

import { expect, test } from '../../harness/fixtures.ts';
import { lead, open, row } from './lead.ts';

test.use({ signIn: true });

test('the words open where the pointer or the focus stays, and by a press, and lead to where they stand', async ({ page, request }) => {
  const ana = await lead(request);
  await open(page);
  const words = row(page, ana).locator('.evidence__words');
  const layer = row(page, ana).locator('.evidence');
  await expect(words).toHaveAccessibleDescription(/two crowns/);
  await words.hover();
  await expect(layer).toBeVisible();
  await expect(layer.locator('mark')).toContainText('two crowns');
  const [below, above] = [await layer.boundingBox(), await words.boundingBox()];
  expect(Math.round(below?.width ?? 0)).toBe(344);
  expect(below?.y ?? 0).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0));
  await page.mouse.move(5, 5);
  await expect(layer).toBeHidden();

  await row(page, ana).getByRole('checkbox').check();
  await words.focus();
  await expect(layer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(layer).toBeHidden();
  await expect(row(page, ana).getByRole('checkbox'), 'Escape goes one layer back').toBeChecked();
  await expect(words).toBeFocused();

  await page.keyboard.press('Enter');
  await layer.getByRole('link', { name: 'Open in conversation' }).click();
  await expect(page).toHaveURL(`/admin/conversations/${ana.conversation}#said-interest`);
  await expect(page.getByRole('log').locator('#said-interest')).toContainText('two crowns');
});
