// The assistant's key: write-only, tested live, against the fake of Google.

import { expect, test } from '../../harness/fixtures.ts';
import { awake } from './hydrated.ts';

test.use({ backend: 'gemini', alters: 'the key', signIn: true, expectedErrors: [/status of 422/] });

const KEY = 'AQ.a-key-typed-into-the-dashboard';

test('a key is tested, stored, never shown again, and removed', async ({ page }) => {
  await page.goto('/admin/settings/assistant');
  await awake(page);
  await expect(page.getByText('answers now')).toBeVisible();
  await page.getByLabel('Gemini key').fill('not a key');
  await page.getByRole('button', { name: 'Test now' }).click();
  await expect(page.getByRole('alert')).toContainText('The test did not run.');

  await page.getByLabel('Gemini key').fill(KEY);
  await expect(page.getByRole('alert'), 'a result is about what was typed then').toHaveCount(0);
  await page.getByRole('button', { name: 'Test now' }).click();
  await expect(page.getByText(/answered in \d/)).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Assistant saved')).toBeVisible();
  await expect(page.getByLabel('Gemini key')).toHaveValue('');

  await page.reload();
  await awake(page);
  expect(await page.content()).not.toContain(KEY);
  await expect(page.getByLabel('Gemini key')).toHaveAttribute('placeholder', /^Stored/);
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByLabel('Gemini key')).not.toHaveAttribute('placeholder', /^Stored/);
});

test('without a key the offline assistant is said to answer, and the test says why it cannot run', async ({ page, startServer }) => {
  const server = await startServer();
  await page.goto(`${server.url}/admin/login`);
  await page.getByLabel('E-mail').fill('owner@shop.example');
  await page.getByLabel('Password', { exact: true }).fill('a long enough password');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page).toHaveURL(`${server.url}/admin/overview`);
  await page.goto(`${server.url}/admin/settings/assistant`);
  await awake(page);
  await expect(page.getByText('The offline assistant answers now')).toBeVisible();
  await page.getByRole('button', { name: 'Test now' }).click();
  await expect(page.getByRole('alert')).toContainText('It did not answer.');
});
