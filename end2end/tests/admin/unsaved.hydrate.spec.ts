// What was typed into a dialog is not lost: neither by leaving its page, nor by a session that ended.

import { type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { open } from './lead.ts';

test.use({ signIn: true, expectedErrors: [/status of 401/] });

const main = (page: Page) => page.getByRole('navigation', { name: 'Main', exact: true });
const question = (page: Page) => page.getByRole('dialog', { name: 'Leave without saving?' });

for (const { address, button, title, label, within } of [
  { address: '/admin/leads', button: 'Add lead', title: 'Add a lead', label: 'Name', within: '/admin/leads?view=board' },
  { address: '/admin/meetings', button: 'New meeting', title: 'New meeting', label: 'Name', within: '/admin/meetings?view=list' },
  { address: '/admin/assistant?view=tests', button: 'New test', title: 'Test conversation', label: 'Name', within: '/admin/assistant?view=guide' },
]) {
  test(`what stands in “${title}” is asked for before one leaves its page`, async ({ page }) => {
    await open(page, address);
    const dialog = page.getByRole('dialog', { name: title });
    await page.getByRole('button', { name: button }).first().click();
    await dialog.getByLabel(label, { exact: true }).fill('Almost lost');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await page.locator(`a[href="${within}"]`).first().click();
    await expect(page, 'it outlives the addresses of its page').toHaveURL(within);

    await main(page).getByRole('link', { name: 'Overview' }).click();
    await question(page).getByRole('button', { name: 'Keep editing' }).click();
    await expect(page).toHaveURL(within);
    await page.goBack();
    await expect(page).toHaveURL(address);
    await page.getByRole('button', { name: button }).first().click();
    await expect(dialog.getByLabel(label, { exact: true })).toHaveValue('Almost lost');
    await page.keyboard.press('Escape');

    await main(page).getByRole('link', { name: 'Overview' }).click();
    await question(page).getByRole('button', { name: 'Leave' }).click();
    await expect(page).toHaveURL('/admin/overview');
  });
}

test('whoever is signed out keeps what stands in the form', async ({ page }) => {
  await open(page);
  const dialog = page.getByRole('dialog', { name: 'Add a lead' });
  await page.getByRole('button', { name: 'Add lead' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Almost lost');
  await page.context().clearCookies();
  await dialog.getByRole('button', { name: 'Add lead' }).click();
  await page.getByRole('dialog', { name: 'You are signed out' }).getByRole('button', { name: 'Stay here' }).click();
  await expect(dialog).toContainText('Log in in another tab, then save again.');
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('Almost lost');
  await expect(page).toHaveURL('/admin/leads');
});

test('whoever is signed out in “New meeting” does not wait for free times, and looks again', async ({ page, context }) => {
  await open(page, '/admin/meetings');
  const dialog = page.getByRole('dialog', { name: 'New meeting' });
  await page.getByRole('button', { name: 'New meeting' }).first().click();
  await dialog.getByLabel('Name', { exact: true }).fill('Almost lost');
  const cookies = await context.cookies();
  await context.clearCookies();
  await dialog.getByLabel('Day', { exact: true }).fill(new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10));
  await page.getByRole('dialog', { name: 'You are signed out' }).getByRole('button', { name: 'Stay here' }).click();
  await expect(dialog).toContainText('Free times did not load');
  await expect(dialog).toContainText('Log in in another tab');
  await context.addCookies(cookies);
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(dialog).not.toContainText('Free times did not load');
  await expect(dialog.getByText('Looking for free times.')).toHaveCount(0);
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('Almost lost');
});

test('the studio of somebody signed out asks once, and stays', async ({ page }) => {
  await open(page, '/admin/assistant');
  const editor = page.getByRole('textbox', { name: 'Instruction' });
  await editor.focus();
  await page.context().clearCookies();
  await page.keyboard.type('Almost lost');
  await page.getByRole('dialog', { name: 'You are signed out' }).getByRole('button', { name: 'Stay here' }).click();
  await expect(page.locator('.studio__keeping')).toContainText('You are signed out');
  const asked: string[] = [];
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type());
    await dialog.dismiss();
  });
  await page.evaluate(() => window.location.assign('/admin/overview'));
  await expect.poll(() => asked).toEqual(['beforeunload']);
  // Long enough for a save that would ask again.
  await page.waitForTimeout(500);
  expect(asked).toEqual(['beforeunload']);
  await expect(page).toHaveURL('/admin/assistant');
});
