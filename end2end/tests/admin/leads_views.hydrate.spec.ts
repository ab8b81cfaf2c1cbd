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
