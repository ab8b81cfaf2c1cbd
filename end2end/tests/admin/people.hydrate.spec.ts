// A second person of the team: asked by a link, comes in, sees no settings, and is signed out when removed.

import { type Page } from '@playwright/test';
import { ADMIN, expect, test } from '../../harness/fixtures.ts';
import { awake } from './hydrated.ts';

test.use({ expectedErrors: [/status of 4(01|03|22)/] });

const PASSWORD = 'a password of Bob alone';

async function people(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/admin/login`);
  await page.getByLabel('E-mail').fill(ADMIN.email);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page).toHaveURL(`${url}/admin/overview`);
  await page.goto(`${url}/admin/settings/people`);
  await awake(page);
}

test('an owner adds a person by the keyboard, who joins, works, and is removed', async ({ page, browser, startServer }) => {
  const { url } = await startServer();
  await people(page, url);
  const form = page.getByRole('region', { name: 'Add a person' });
  await form.getByLabel('Name').focus();
  await page.keyboard.type('Bob Ray');
  await page.keyboard.press('Tab');
  await page.keyboard.type('bob@example.com');
  await page.keyboard.press('Enter');
  const link = await page.getByRole('region', { name: 'The link' }).innerText();
  expect(link).toMatch(/\/admin\/join#[\w-]{43}$/);
  const invited = page.getByRole('region', { name: 'Invitations', exact: true });
  await expect(invited).toContainText('Bob Ray');

  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const bob = await context.newPage();
  await bob.goto(link);
  await expect(bob.getByLabel('Invitation code')).not.toHaveValue('');
  expect(bob.url(), 'the code left the address').not.toContain(new URL(link).hash.slice(1));
  await bob.getByLabel('Choose a password').fill(PASSWORD);
  await bob.getByRole('button', { name: 'Join' }).click();
  await expect(bob).toHaveURL(`${url}/admin/overview`);
  await bob.goto(`${url}/admin/settings/keys`);
  await expect(bob.getByText('Only an owner can change this.')).toBeVisible();
  const tabs = bob.getByRole('navigation', { name: 'Settings' });
  await expect(tabs.getByRole('link')).toHaveText(['Account']);
  await bob.goto(`${url}/admin/assistant`);
  await expect(bob.getByText('Only an owner can change this.', { exact: false }).first()).toBeVisible();
  await expect(bob.getByRole('button', { name: /^Publish/ })).toBeHidden();

  await page.reload();
  await awake(page);
  await expect(invited, 'nobody is awaited any more').toHaveCount(0);
  await expect(page.getByRole('row', { name: /Bob Ray/ })).toContainText('Member');
  await page.getByRole('button', { name: 'Remove Bob Ray' }).click();
  const question = page.getByRole('dialog', { name: 'Remove Bob Ray?' });
  await expect(question.getByRole('button', { name: 'Keep them' })).toBeFocused();
  await expect(question).toContainText('leads stay theirs');
  await expect(question).toContainText('API keys that they know go on working');
  await question.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('button', { name: 'Remove Bob Ray' })).toHaveCount(0);
  await bob.goto(`${url}/admin/conversations`);
  await expect(bob).toHaveURL(/\/admin\/login/);
  await context.close();
});

test('a link that was withdrawn lets nobody in', async ({ page, browser, startServer }) => {
  const { url } = await startServer();
  await people(page, url);
  const form = page.getByRole('region', { name: 'Add a person' });
  await form.getByLabel('Name').fill('Bob Ray');
  await form.getByLabel('E-mail').fill('bob@example.com');
  await form.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByRole('region', { name: 'The link' }).innerText();
  await page.getByRole('button', { name: 'Withdraw the invitation of Bob Ray' }).click();
  await expect(page.getByText('The invitation of Bob Ray is withdrawn')).toBeVisible();

  const context = await browser.newContext();
  const bob = await context.newPage();
  await bob.goto(link);
  await expect(bob.getByLabel('Invitation code')).not.toHaveValue('');
  await bob.getByLabel('Choose a password').fill(PASSWORD);
  await bob.getByRole('button', { name: 'Join' }).click();
  await expect(bob.getByText('This invitation cannot be used')).toBeVisible();
  await context.close();
});
