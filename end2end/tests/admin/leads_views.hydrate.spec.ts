// Lists saved under a name, and the columns of the table: each person's own, kept on the server.

import { type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { lead, open, row } from './lead.ts';

test.use({ signIn: true, alters: 'the views of leads', expectedErrors: [/status of 422/] });
test.describe.configure({ mode: 'serial' });

const views = (page: Page) => page.getByRole('navigation', { name: 'Saved views' });
const naming = (page: Page) => page.getByRole('dialog', { name: 'Name of the view' });

async function save(page: Page, name: string): Promise<void> {
  await views(page).getByRole('button', { name: 'Save view' }).click();
  await naming(page).getByLabel('Name').fill(name);
  await naming(page).getByRole('button', { name: 'Save view' }).click();
}

test('a list is saved under a name, and its link leads back to it', async ({ page, request }) => {
  const ana = await lead(request);
  await open(page);
  await expect(views(page)).toHaveCount(0);
  await open(page, `/admin/leads?status=new&q=${ana.name}&sort=-score`);
  await save(page, 'New ones');
  await expect(naming(page)).toHaveCount(0);
  await expect(views(page).getByRole('link', { name: 'New ones' })).toHaveAttribute('aria-current', 'true');
  await open(page, '/admin/leads?status=won');
  await save(page, 'new ONES');
  await expect(naming(page)).toContainText('You have a view of this name already');
  await naming(page).getByLabel('Name').fill('Won');
  await naming(page).getByRole('button', { name: 'Save view' }).click();
  await views(page).getByRole('link', { name: 'New ones' }).click();
  await expect(page).toHaveURL(`/admin/leads?status=new&q=${ana.name}&sort=-score`);
  await expect(row(page, ana)).toHaveCount(1);
});

test('a view is renamed, deleted, and back after Undo', async ({ page }) => {
  await open(page, '/admin/leads?status=won');
  const menu = views(page).locator('details');
  await menu.locator('summary').click();
  await menu.getByRole('button', { name: 'Rename' }).click();
  await expect(naming(page).getByLabel('Name')).toHaveValue('Won');
  await naming(page).getByLabel('Name').fill('All won');
  await naming(page).getByRole('button', { name: 'Save view' }).click();
  await expect(views(page).getByRole('link', { name: 'All won' })).toBeVisible();
  await menu.locator('summary').click();
  await menu.getByRole('button', { name: 'Delete' }).click();
  await expect(views(page).getByRole('link', { name: 'All won' })).toHaveCount(0);
  await page.getByRole('region', { name: 'News' }).getByRole('button', { name: 'Undo' }).click();
  await expect(views(page).getByRole('link', { name: 'All won' })).toBeVisible();
  await page.reload();
  await expect(views(page).getByRole('link')).toHaveText(['New ones', 'All won']);
});

test('the table has the columns that were chosen', async ({ page, request }) => {
  const ana = await lead(request);
  await open(page);
  const column = (name: string) => page.getByRole('columnheader', { name: new RegExp(`^${name}`) });
  await page.locator('summary').filter({ hasText: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'E-mail' }).check();
  await page.getByRole('checkbox', { name: 'Score' }).uncheck();
  await expect(column('E-mail')).toBeVisible();
  await expect(column('Score')).toHaveCount(0);
  await expect(row(page, ana).locator('.leadtable__text')).toHaveText(ana.email);
  await page.reload();
  await expect(column('E-mail')).toBeVisible();
  await expect(column('Score')).toHaveCount(0);
});

test('choices that follow each other faster than the answers are all saved', async ({ page }) => {
  await open(page);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const asked: string[] = [];
  await page.route('**/rpc/leads/columns', async (route) => {
    asked.push(route.request().postData() ?? '');
    if (asked.length === 1) await held;
    await route.continue();
  });
  await page.locator('summary').filter({ hasText: 'Columns' }).click();
  for (const name of ['Company', 'Phone', 'Created']) await page.getByRole('checkbox', { name }).check();
  await page.getByRole('checkbox', { name: 'Company' }).uncheck();
  await expect.poll(() => asked.length).toBe(1);
  const last = page.waitForResponse((answer) => answer.url().endsWith('/rpc/leads/columns') && (answer.request().postData() ?? '').includes('created'));
  release();
  expect((await last).ok()).toBe(true);
  expect(asked, 'one at a time, and only the last of those that waited').toHaveLength(2);
  for (const again of [false, true]) {
    if (again) await page.reload();
    await expect(page.getByRole('columnheader', { name: /^Phone/ })).toBeVisible();
    await expect(page.getByRole('columnheader', { name: /^Created/ })).toBeVisible();
    await expect(page.getByRole('columnheader', { name: /^Company/ })).toHaveCount(0);
  }
});

test('the keyboard goes through the columns', async ({ page }) => {
  await open(page);
  const button = page.locator('summary').filter({ hasText: 'Columns' });
  const boxes = page.getByRole('group', { name: 'Columns' }).getByRole('checkbox');
  await button.press('Enter');
  await expect(boxes.first()).toBeVisible();
  await button.press('ArrowDown');
  await expect(boxes.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(boxes.nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(boxes.last()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(boxes.last(), 'the last one stays').toBeFocused();
  await page.keyboard.press('Home');
  await expect(boxes.first()).toBeFocused();
  const was = await boxes.first().isChecked();
  await page.keyboard.press('Space');
  await expect(boxes.first()).toBeChecked({ checked: !was });
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await expect(boxes.first()).toBeHidden();
});
