// The owner's password, with and without JavaScript: another one signs out everybody else.

import { type APIRequestContext, type Page, request } from '@playwright/test';
import { ADMIN, expect, test } from '../../harness/fixtures.ts';

test.use({ expectedErrors: [/status of 4(01|22)/] });

const NEW = 'an even longer password';

async function logIn(page: Page, url: string, password: string): Promise<void> {
  await page.goto(`${url}/admin/login`);
  await page.getByLabel('E-mail').fill(ADMIN.email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page).toHaveURL(`${url}/admin/overview`);
}

async function change(page: Page, old: string): Promise<void> {
  await page.getByLabel('Present password').fill(old);
  await page.getByLabel('New password').fill(NEW);
  await page.getByRole('button', { name: 'Change password' }).click();
}

/** Somebody else who has the password. */
async function thief(url: string): Promise<APIRequestContext> {
  const client = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
  expect((await client.post('/rpc/session/log-in', { form: ADMIN, maxRedirects: 0 })).status()).toBeLessThan(400);
  return client;
}

test('a new password needs the old one, and ends every other session', async ({ page, startServer }) => {
  const { url } = await startServer();
  const other = await thief(url);
  const keys = async () => (await other.post('/rpc/settings/keys', { form: {}, headers: { accept: 'application/json' } })).status();
  expect(await keys()).toBe(200);

  await logIn(page, url, ADMIN.password);
  await page.goto(`${url}/admin/settings/account`);
  await change(page, ADMIN.password);
  await expect(page).toHaveURL(`${url}/admin/settings/account?changed=password`);
  await expect(page.getByText('Your password is changed.')).toBeVisible();
  expect(await keys()).toBe(401);
  await other.dispose();

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Password' }), 'one is still signed in here').toBeVisible();
  await change(page, 'not the password');
  await expect(page.getByLabel('Present password')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('Your password is changed.'), 'that was another time').toHaveCount(0);
  // With this one, five guesses were let through: a sixth would have to wait.
  await page.context().clearCookies();
  await logIn(page, url, NEW);
});
