// Log-in and log-out, with and without JavaScript.

import { ADMIN, expect, test } from '../../harness/fixtures.ts';

test.use({ expectedErrors: [/status of 4(01|22|29)/] });

test('a wrong password is refused, the right one leads where one wanted to go', async ({ page }) => {
  await page.goto('/admin/settings/widget');
  await expect(page).toHaveURL('/admin/login?next=%2Fadmin%2Fsettings%2Fwidget');
  await page.getByLabel('E-mail').fill(ADMIN.email);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('alert')).toHaveText('E-mail or password is wrong.');
  expect(page.url(), 'nothing that was typed is in the address').not.toMatch(/owner|password/);

  await page.getByLabel('E-mail').fill(ADMIN.email);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('heading', { name: 'Put it on your site' })).toBeVisible();

  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page).toHaveURL('/admin/login');
  await page.goto('/admin/settings/widget');
  await expect(page).toHaveURL(/\/admin\/login/);
});

test('a link of somebody else never leads to another site', async ({ page }) => {
  await page.goto('/admin/login?next=https%3A%2F%2Fevil.example%2F');
  await page.getByLabel('E-mail').fill(ADMIN.email);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page).toHaveURL('/admin/overview');
});
