// The log as the server renders it: searched in every message, narrowed down, taken along; archives and the audit log. With and
// without JavaScript.

import { ADMIN, expect, test } from '../../harness/fixtures.ts';
import { lead } from './lead.ts';
import { Visitor, someone } from './visitor.ts';

test.use({ signIn: true });

test('words of any message are found and marked, and lead to where they stand', async ({ page, request }) => {
  const word = `${someone().toLowerCase()}oven`;
  const visitor = new Visitor(request);
  const { conversation } = await visitor.say(`Do you sell a ${word} for my bath?`);
  for (const message of ['And when are you open?', 'Thank you.']) await visitor.say(message);
  await page.goto(`/admin/logs?q=${word.slice(0, -1)}`);
  const row = page.locator('.logrow');
  await expect(row).toHaveCount(1);
  await expect(row.locator('mark')).toHaveText(word);
  await row.getByRole('link').first().click();
  await expect(page).toHaveURL(new RegExp(`/admin/conversations/${conversation}#msg_`));
  await expect(page.getByRole('log')).toContainText(word);
});

test('markup in what was said stays text', async ({ page, request }) => {
  const word = someone().toLowerCase();
  await new Visitor(request).say(`<b>bold</b> ${word}`);
  await page.goto(`/admin/logs?q=${word}`);
  await expect(page.locator('.logrow__words')).toContainText('<b>bold</b>');
  await expect(page.locator('.logrow__words b')).toHaveCount(0);
});

test('filters stand in the address and are taken back one by one', async ({ page, request }) => {
  const ana = await lead(request);
  await page.goto(`/admin/logs?q=${ana.name}&page=%2Fcrowns`);
  await expect(page.locator(`.logrow[data-id="${ana.conversation}"]`)).toHaveCount(1);
  await page.locator('summary').filter({ hasText: 'Channel' }).click();
  await page.getByRole('link', { name: 'WhatsApp' }).click();
  await expect(page).toHaveURL(`/admin/logs?q=${ana.name}&channel=whats_app&page=%2Fcrowns`);
  await expect(page.getByText('Nothing found')).toBeVisible();
  await page.getByRole('link', { name: 'Any page' }).click();
  await expect(page).toHaveURL(`/admin/logs?q=${ana.name}&channel=whats_app`);
  await page.locator('.log__filters').getByRole('link', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL('/admin/logs');
  await expect(page.locator(`.logrow[data-id="${ana.conversation}"]`)).toHaveCount(1);
});

test('other days have other conversations', async ({ page, request }) => {
  await lead(request);
  await page.goto('/admin/logs');
  await page.locator('summary').filter({ hasText: 'Days' }).click();
  const form = page.locator('form.between');
  await form.getByLabel('From').fill('2020-02-01');
  await form.getByLabel('Until').fill('2020-02-29');
  await form.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL('/admin/logs?from=2020-02-01&to=2020-02-29');
  await expect(page.getByText('Nothing found')).toBeVisible();
});

test('a conversation is taken along as a text, and the audit log knows who took it', async ({ page, request }) => {
  const ana = await lead(request);
  await page.goto(`/admin/logs?q=${ana.name}`);
  const address = await page.locator('.logrow').getByRole('link', { name: /^Download/ }).getAttribute('href');
  const file = await page.request.get(address ?? '');
  expect(file.ok(), await file.text()).toBe(true);
  expect(await file.text()).toContain(ana.email);
  await page.goto(`/admin/logs/audit?action=logs&words=${ana.conversation}`);
  await expect(page.getByRole('row').filter({ hasText: 'Logs transcript' })).toHaveCount(1);
});

test('the audit log tells who did what, and is narrowed down', async ({ page }) => {
  const failed = await page.request.post('/rpc/session/log-in', {
    form: { email: ADMIN.email, password: 'not the password' },
    headers: { 'sec-fetch-site': 'same-origin', accept: 'application/json' },
  });
  expect(failed.status()).toBe(401);
  await page.goto('/admin/logs');
  await page.getByRole('navigation', { name: 'Logs', exact: true }).getByRole('link', { name: 'Audit' }).click();
  await expect(page).toHaveURL('/admin/logs/audit');
  await page.locator('summary').filter({ hasText: 'What' }).click();
  await page.getByRole('link', { name: 'Failed log-ins' }).click();
  await expect(page).toHaveURL('/admin/logs/audit?action=login_failed');
  const rows = page.locator('tbody tr');
  await expect(rows.first()).toContainText('Login failed');
  await expect(rows.filter({ hasNotText: 'Login failed' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL('/admin/logs/audit');
});

test('where there is no archive yet, the page says what one is', async ({ page }) => {
  await page.goto('/admin/logs/archives');
  await expect(page.getByText('No archives yet')).toBeVisible();
  await expect(page.getByLabel('Archive after')).toHaveValue('0');
});
