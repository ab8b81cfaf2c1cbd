// The first run, with and without JavaScript: the token of the server's log makes the owner's account, once.

import { ADMIN, expect, test } from '../../harness/fixtures.ts';

test.use({ expectedErrors: [/status of 4(01|09|22)/] });

const TOKEN = /\/admin\/setup#token=([\w-]+)/;

test('the token of the log makes the owner, who is signed in then', async ({ page, startServer }) => {
  const server = await startServer({ admin: false });
  const token = TOKEN.exec(server.program.output)?.[1] ?? '';
  expect(token, server.program.output).not.toBe('');
  await page.goto(`${server.url}/admin/conversations`);
  await expect(page).toHaveURL(`${server.url}/admin/setup`);

  await page.getByLabel('Set-up token').fill('not-the-token');
  await page.getByLabel('Your name').fill('Sana Qureshi');
  await page.getByLabel('Your e-mail').fill(ADMIN.email);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('alert')).toContainText('token is not right');

  await page.getByLabel('Set-up token').fill(token);
  await page.getByLabel('Your name').fill('Sana Qureshi');
  await page.getByLabel('Your e-mail').fill(ADMIN.email);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Your business' })).toHaveAttribute('aria-current', 'step');

  await page.goto(`${server.url}/admin`);
  await expect(page).toHaveURL(`${server.url}/admin/overview`);
  const morning = page.locator('.morning');
  await expect(morning).toContainText('Nobody has written yet.');
  await expect(morning.getByRole('link', { name: 'Get the line to paste' })).toHaveAttribute('href', '/admin/settings/widget');
  // The page that is left asks on, and would go to the log-in by itself.
  await page.goto('about:blank');
  await page.context().clearCookies();
  await page.goto(`${server.url}/admin/setup`);
  await expect(page, 'there is nothing to set up any more').toHaveURL(/\/admin\/login/);
});
