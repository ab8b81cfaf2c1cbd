// The first run with JavaScript: all five steps on one page.

import { ADMIN, expect, test } from '../../harness/fixtures.ts';

test.use({ expectedErrors: [/status of 422/], timezoneId: 'Asia/Karachi' });

test('five steps from the link in the log to the line to paste', async ({ page, startServer }) => {
  const server = await startServer({ admin: false });
  const link = /http:\S+\/admin\/setup#token=[\w-]+/.exec(server.program.output)?.[0] ?? '';
  expect(link, server.program.output).not.toBe('');

  await page.goto(link);
  await expect(page.getByLabel('Set-up token'), 'the token comes with the link').not.toHaveValue('');
  expect(page.url(), 'and leaves the address bar').toBe(`${server.url}/admin/setup`);
  await page.getByLabel('Your name').fill('Sana Qureshi');
  await page.getByLabel('Your e-mail').fill('sana@northwind');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('Add the ending, such as .com')).toBeVisible();
  await expect(page.getByText('At least 10 characters', { exact: true })).toBeVisible();
  await page.getByLabel('Your e-mail').fill(ADMIN.email);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Create account' }).click();

  const business = page.getByRole('listitem').filter({ hasText: 'Your business' });
  await expect(business).toHaveAttribute('aria-current', 'step');
  await expect(page.getByLabel('Time zone'), 'the zone of this browser').toHaveValue('Asia/Karachi');
  await page.getByLabel('Business name').fill('Northwind Dental');
  await page.getByLabel('Saturday', { exact: true }).check();
  await page.getByLabel('Saturday until').fill('13:00');
  await page.getByRole('button', { name: 'Save and go on' }).click();

  await expect(page.getByText('The offline assistant answers now')).toBeVisible();
  await page.getByRole('button', { name: /^Skip/ }).click();

  await page.getByRole('button', { name: 'Add a site' }).click();
  await page.getByRole('textbox', { name: 'Site' }).fill('northwind.example/shop');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await expect(page.locator('#sites-note')).toContainText(/line 1/i);
  await page.getByRole('textbox', { name: 'Site' }).fill('northwind.example');
  await page.getByRole('button', { name: 'Save and go on' }).click();

  await expect(page.getByRole('region', { name: 'The line to paste' })).toHaveText(`<script async src="${server.url}/widget.js"></script>`);
  await expect(page.frameLocator('iframe').getByRole('textbox').first(), 'the real widget').toBeVisible();
  await page.getByRole('link', { name: 'Open the dashboard' }).click();
  await expect(page).toHaveURL(/\/admin\/overview$/);
  await expect(page.getByText('Nothing happened on these days')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main', exact: true })).toContainText('Northwind Dental');

  await page.goto(`${server.url}/admin/settings/business`);
  await expect(page.getByLabel('Saturday until')).toHaveValue('13:00');
  await expect(page.getByLabel('Sunday', { exact: true })).not.toBeChecked();
});
