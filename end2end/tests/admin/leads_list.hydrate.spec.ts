// The list of leads at work: the focus, the numbers and the ticks follow what is shown; late answers change nothing.

import { type Page, type Request } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { elsewhere, idOf, lead, open, row } from './lead.ts';
import { someone } from './visitor.ts';

test.use({ signIn: true });

/** As many as a page holds, and some more. */
async function crowd(page: Page): Promise<void> {
  for (let number = 0; number < 27; number++) await elsewhere(page, 'create', { edit: { values: { name: someone() } } });
}

test('whoever sorts by keyboard stays at the column', async ({ page, request }) => {
  await lead(request);
  await open(page);
  const column = page.getByRole('columnheader', { name: /^Score/ });
  for (const order of ['descending', 'ascending']) {
    await column.getByRole('link').press('Enter');
    await expect(column).toHaveAttribute('aria-sort', order);
    await expect(column.getByRole('link')).toBeFocused();
  }
});

test('another page begins at its top, and the focus goes with the pager', async ({ page }) => {
  await crowd(page);
  await open(page);
  const list = page.locator('.leads__scroll');
  await list.evaluate((node) => node.scrollTo(0, 200));
  await page.getByRole('link', { name: 'Older' }).press('Enter');
  await expect(page).toHaveURL(/\?cursor=/);
  await expect(page.getByText(/^26 to \d+/)).toBeVisible();
  await expect(page.locator('.leads__scroll:focus, #page-older:focus')).toHaveCount(1);
  expect(await list.evaluate((node) => node.scrollTop)).toBe(0);
  await page.getByRole('link', { name: 'Newer' }).press('Enter');
  await expect(page).toHaveURL('/admin/leads');
  await expect(list, 'there is no newer page').toBeFocused();
});

test('those behind come up while a whole page is being erased', async ({ page }) => {
  await crowd(page);
  await open(page);
  const rows = page.locator('.leadrow');
  const first = page.locator(`.leadrow[data-id="${await rows.first().getAttribute('data-id')}"]`);
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
  await page.getByRole('region', { name: 'Selected leads' }).getByRole('button', { name: 'Erase' }).click();
  await page.getByRole('dialog', { name: 'Erase 25 people?' }).getByRole('button', { name: 'Erase' }).click();
  await expect(first).toHaveCount(0);
  await expect(rows).not.toHaveCount(0);
  await expect(page.getByText('None so far')).toHaveCount(0);
  await page.getByRole('region', { name: 'News' }).getByRole('button', { name: 'Undo' }).click();
  await expect(first).toHaveCount(1);
});

test('the drawer counts in the list that is shown', async ({ page, request }) => {
  const ana = await lead(request);
  await lead(request);
  await open(page);
  await elsewhere(page, 'move', { moves: [[await idOf(page, ana), 'won']] });
  await expect(row(page, ana)).toContainText('Won');
  await page.getByRole('navigation', { name: 'Which leads' }).getByRole('link', { name: /^Won/ }).click();
  await expect(page).toHaveURL('/admin/leads?status=won');
  await expect(page.locator('.leadrow').filter({ hasNotText: 'Won' })).toHaveCount(0);
  const shown = await page.locator('.leadrow').count();
  await row(page, ana).getByRole('link').click();
  await expect(page.locator('.drawer__place')).toHaveText(new RegExp(`^Lead \\d+ of ${shown}$`));
});

test('what leaves the page is not ticked any longer', async ({ page, request }) => {
  const [ana, ben] = [await lead(request), await lead(request)];
  await open(page, '/admin/leads?status=new');
  for (const person of [ana, ben]) await row(page, person).getByRole('checkbox').check();
  const bar = page.getByRole('region', { name: 'Selected leads' });
  await expect(bar).toContainText('2 selected');
  await page.mouse.move(5, 5);
  await elsewhere(page, 'move', { moves: [[await idOf(page, ana), 'contacted']] });
  await expect(row(page, ana)).toHaveCount(0);
  await expect(bar).toContainText('1 selected');
  await expect(row(page, ben).getByRole('checkbox')).toBeChecked();
});

test('a late answer does not overwrite a newer one', async ({ page, request }) => {
  await lead(request);
  await open(page);
  let held: Request | undefined;
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  await page.route('**/rpc/leads/list', async (route) => {
    const mine = (held ??= route.request()) === route.request();
    const response = await route.fetch();
    if (mine) await released;
    await route.fulfill({ response });
  });
  const first = await lead(request);
  await expect.poll(() => held !== undefined).toBe(true);
  const second = await lead(request);
  await expect(row(page, second)).toHaveCount(1);
  await expect(row(page, first)).toHaveCount(1);
  const late = page.waitForEvent('requestfinished', (finished) => finished === held);
  release();
  await late;
  // The page has drawn whatever it made of that.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(row(page, second)).toHaveCount(1);
});

test('what falls due while one looks at what is due appears with the next news', async ({ page, request }) => {
  const ana = await lead(request);
  await open(page);
  const due = Date.now() + 10_000;
  const edit = { follow_up_at: { to: new Date(due).toISOString() } };
  await elsewhere(page, 'edit', { id: await idOf(page, ana), edit, version: null });
  await open(page, '/admin/leads?due=1');
  await expect(row(page, ana)).toHaveCount(0);
  await expect.poll(() => Date.now(), { timeout: 15_000 }).toBeGreaterThan(due);
  await lead(request);
  await expect(row(page, ana)).toHaveCount(1);
});

test('what falls due later today or this week has its own lists', async ({ page, request }) => {
  const ana = await lead(request);
  await open(page);
  const edit = { follow_up_at: { to: new Date(Date.now() + 60_000).toISOString() } };
  await elsewhere(page, 'edit', { id: await idOf(page, ana), edit, version: null });
  await page.getByRole('navigation', { name: 'Which leads' }).getByRole('link', { name: /^Due/ }).click();
  await expect(page).toHaveURL('/admin/leads?due=1');
  const until = page.getByRole('navigation', { name: 'Due until' });
  await expect(until.getByRole('link', { name: 'Overdue' })).toHaveAttribute('aria-current', 'true');
  await expect(row(page, ana)).toHaveCount(0);
  for (const [name, word] of [['Today', 'today'], ['This week', 'week']] as const) {
    await until.getByRole('link', { name }).click();
    await expect(page).toHaveURL(`/admin/leads?due=${word}`);
    await expect(row(page, ana)).toHaveCount(1);
  }
  // News ask for the same list again.
  const answered = page.waitForResponse('**/rpc/leads/list');
  const ben = await lead(request);
  await answered;
  await expect(row(page, ben)).toHaveCount(0);
  await expect(row(page, ana)).toHaveCount(1);
});

test('what was written for a new lead outlives Escape, and goes with Cancel', async ({ page }) => {
  await open(page);
  const dialog = page.getByRole('dialog', { name: 'Add a lead' });
  const begin = () => page.getByRole('button', { name: 'Add lead' }).click();
  await begin();
  await dialog.getByLabel('Name', { exact: true }).fill('Almost lost');
  await dialog.getByLabel('Notes').fill('Two crowns');
  await dialog.getByLabel('Status').selectOption('Qualified');
  await dialog.getByRole('button', { name: 'Add a value' }).click();
  await dialog.getByLabel('Name of the value').fill('Tooth');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await begin();
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('Almost lost');
  await expect(dialog.getByLabel('Notes')).toHaveValue('Two crowns');
  await expect(dialog.getByLabel('Status')).toHaveValue('qualified');
  await expect(dialog.getByLabel('Name of the value')).toHaveValue('Tooth');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  await begin();
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('');
  await expect(dialog.getByLabel('Name of the value')).toHaveCount(0);
  await expect(dialog.getByLabel('Status')).toHaveValue('new');
});
