// Leads as the server renders them: read, sorted and narrowed down with and without JavaScript.

import { readFile } from 'node:fs/promises';
import { type Locator, type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { type Person, elsewhere, idOf, lead } from './lead.ts';

test.use({ signIn: true, expectedErrors: [/status of 404/] });

const row = (page: Page, person: Person) => page.getByRole('row').filter({ hasText: person.email });

test('what a visitor said is a lead in the list, with their words', async ({ page, request }) => {
  const ana = await lead(request);
  await page.goto('/admin/conversations');
  await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Leads' }).click();
  await expect(page).toHaveURL('/admin/leads');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Leads');
  await expect(row(page, ana)).toContainText(ana.email);
  await expect(row(page, ana)).toContainText('New');
  await expect(row(page, ana)).toContainText('Website');
  await expect(row(page, ana)).toContainText('None set');
  await expect(row(page, ana).locator('.underlined')).toContainText('two crowns');
});

test('the drawer says what is known, from which words, and leads to them', async ({ page, request }) => {
  const ana = await lead(request);
  await page.goto('/admin/leads');
  await row(page, ana).getByRole('link', { name: ana.name }).click();
  await expect(page).toHaveURL(/\/admin\/leads\?lead=led_[0-9a-f]{32}$/);
  const drawer = page.getByRole('dialog', { name: ana.name });
  await expect(drawer.getByRole('heading', { level: 2 })).toHaveText(ana.name);
  await expect(drawer.locator('.proof', { hasText: 'E-mail' }).locator('mark')).toHaveText(ana.email);
  await expect(drawer).toContainText('Karachi');
  await expect(drawer, 'what a query may hold is nobody’s business').not.toContainText('utm');
  await expect(drawer.getByRole('heading', { name: /^Score/ })).toBeVisible();
  await expect(drawer.locator('.timeline').getByRole('listitem')).not.toHaveCount(0);
  await drawer.getByRole('link', { name: 'Open in conversation: E-mail' }).click();
  await expect(page).toHaveURL(`/admin/conversations/${ana.conversation}#said-email`);
  await expect(page.getByRole('log').locator('#said-email')).toHaveText(ana.email);
  await page.locator('#details').getByRole('link', { name: 'Open lead' }).click();
  await expect(page.getByRole('dialog', { name: ana.name })).toBeVisible();
  await page.getByRole('dialog').getByRole('link', { name: 'Close' }).click();
  await expect(page).toHaveURL('/admin/leads');
});

test('columns sort by a link and say how they are sorted', async ({ page, request }) => {
  await lead(request);
  const rich = await lead(request, 'I need an implant, my budget is 900 euro and I need it this week');
  await page.goto('/admin/leads');
  const column = (name: string) => page.getByRole('columnheader', { name: new RegExp(`^${name}`) });
  await column('Score').getByRole('link').click();
  await expect(page).toHaveURL('/admin/leads?sort=-score');
  await expect(column('Score')).toHaveAttribute('aria-sort', 'descending');
  const scores = async () => (await page.locator('tbody .score__number').allInnerTexts()).map(Number);
  expect(await scores()).toEqual([...(await scores())].sort((a, b) => b - a));
  await column('Score').getByRole('link').click();
  await expect(page).toHaveURL('/admin/leads?sort=score');
  await expect(column('Score')).toHaveAttribute('aria-sort', 'ascending');
  await column('Name').getByRole('link').click();
  await expect(page).toHaveURL('/admin/leads?sort=name');
  await expect(column('Score')).not.toHaveAttribute('aria-sort', /./);
  await page.goto(`/admin/leads?sort=-score&q=${rich.name}`);
  await expect(page.locator('tbody').getByRole('row')).toHaveCount(1);
});

test('the list is exported as it is narrowed down', async ({ page, request }) => {
  const ana = await lead(request);
  const ben = await lead(request);
  await page.goto(`/admin/leads?q=${ana.name}`);
  await page.locator('summary').filter({ hasText: 'Export' }).click();
  for (const [name, ending] of [['Excel', 'xlsx'], ['CSV', 'csv'], ['JSON Lines', 'jsonl']]) {
    await expect(page.getByRole('link', { name })).toHaveAttribute('href', new RegExp(`^/leads/export\\.${ending}\\?`));
  }
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/^leads-\d{4}-\d{2}-\d{2}\.csv$/);
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toContain(ana.email);
  expect(text).not.toContain(ben.email);
  await expect(page, 'the page stays').toHaveURL(`/admin/leads?q=${ana.name}`);
});

test('each status is a link with its count, filters stay in the address and are cleared at once', async ({ page, request }) => {
  const ana = await lead(request);
  await page.goto('/admin/leads');
  const tabs = page.getByRole('navigation', { name: 'Which leads' });
  await expect(tabs.getByRole('link', { name: /^New/ })).toContainText(/[1-9]/);
  await tabs.getByRole('link', { name: /^New/ }).click();
  await expect(page).toHaveURL('/admin/leads?status=new');
  await expect(tabs.getByRole('link', { name: /^New/ })).toHaveAttribute('aria-current', 'true');
  await expect(row(page, ana)).toHaveCount(1);
  await tabs.getByRole('link', { name: /^Won/ }).click();
  await expect(page).toHaveURL('/admin/leads?status=won');
  await expect(row(page, ana)).toHaveCount(0);

  await page.goto(`/admin/leads?q=${ana.name}&channel=api`);
  await expect(page.getByText('Nobody found')).toBeVisible();
  await page.getByRole('link', { name: 'Clear filters' }).first().click();
  await expect(page).toHaveURL('/admin/leads');
  await expect(row(page, ana)).toHaveCount(1);
});

test('older and newer pages are links', async ({ page, request }) => {
  test.setTimeout(90_000);
  const people = [];
  for (let number = 0; number < 27; number++) people.push(await lead(request));
  const [first, last] = [people[0]!, people[26]!];
  await page.goto('/admin/leads');
  await expect(row(page, last)).toHaveCount(1);
  await expect(row(page, first)).toHaveCount(0);
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await expect(pages.getByRole('link', { name: 'Newer' })).toHaveAttribute('aria-disabled', 'true');
  await pages.getByRole('link', { name: 'Older' }).click();
  await expect(page).toHaveURL(/\?cursor=/);
  await expect(row(page, first)).toHaveCount(1);
  await expect(page.getByText(/^26 to \d+/)).toBeVisible();
  await pages.getByRole('link', { name: 'Newer' }).click();
  await expect(page).toHaveURL('/admin/leads');
  await expect(row(page, last)).toHaveCount(1);
});

test('the board has a column for each status', async ({ page, request }) => {
  const ana = await lead(request);
  await page.goto('/admin/leads');
  await page.getByRole('navigation', { name: 'View' }).getByRole('link', { name: 'Board' }).click();
  await expect(page).toHaveURL('/admin/leads?view=board');
  for (const status of ['New', 'Contacted', 'Qualified', 'Meeting', 'Won', 'Lost']) {
    await expect(page.getByRole('heading', { level: 2, name: new RegExp(`^${status}`) })).toBeVisible();
  }
  await expect(page.getByRole('region', { name: /^New\b/ })).toContainText(ana.name);
  await page.getByRole('region', { name: /^New\b/ }).getByRole('link', { name: ana.name }).click();
  await expect(page.getByRole('dialog', { name: ana.name })).toBeVisible();
});

test('the board’s search finds the lost ones too, and no number is of somebody else', async ({ page, request }) => {
  const [ana, ben] = [await lead(request), await lead(request)];
  await page.goto('/admin/leads');
  await elsewhere(page, 'move', { moves: [[await idOf(page, ana), 'lost']] });
  const lost = page.getByRole('heading', { level: 2, name: /^Lost/ });
  await page.goto('/admin/leads?view=board');
  await expect(lost).toHaveText(/[1-9]/);
  await page.goto(`/admin/leads?view=board&q=${ben.name}`);
  await expect(page.getByRole('region', { name: /^New\b/ })).toContainText(ben.name);
  await expect(lost).not.toHaveText(/\d/);
  await page.goto(`/admin/leads?view=board&q=${ana.name}`);
  await expect(lost).toBeVisible();
  await expect(page.getByText('Nobody found')).toHaveCount(0);
  await page.goto('/admin/leads?view=board&q=nobody-at-all');
  await expect(page.getByText('Nobody found')).toBeVisible();
});

test('nothing is offered that does not work without scripts', async ({ page, request, javaScriptEnabled }) => {
  const ana = await lead(request);
  await page.goto('/admin/leads');
  const id = await idOf(page, ana);
  const offered = (offer: Locator) => (javaScriptEnabled ? expect(offer).toBeVisible() : expect(offer).toBeHidden());
  await offered(page.getByRole('button', { name: 'Add lead' }));
  await offered(row(page, ana).locator('input[type=checkbox]'));
  await page.goto(`/admin/leads?lead=${id}`);
  const drawer = page.getByRole('dialog', { name: ana.name });
  await expect(drawer).toBeVisible();
  for (const name of ['Edit', 'Set', 'Copy link', 'Erase person']) await offered(drawer.getByRole('button', { name, exact: true }));
  await offered(drawer.locator('#lead-note'));
});

test('a lead that is not there says so', async ({ page }) => {
  const answer = await page.goto('/admin/leads?lead=led_00000000000000000000000000000000');
  expect(answer?.status()).toBe(404);
  await expect(page.getByText('This lead is not here')).toBeVisible();
  await page.getByRole('link', { name: 'Back to the list' }).click();
  await expect(page).toHaveURL('/admin/leads');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('rows are cards, the drawer is a sheet, nothing is too wide', async ({ page, request }) => {
    const ana = await lead(request, 'I need averyveryverylongwordwithoutanyspacesatallinit for two crowns');
    const fits = async () => {
      const overflow = await page.evaluate(() => {
        const main = document.querySelector('main');
        return Math.max(document.documentElement.scrollWidth - window.innerWidth, main ? main.scrollWidth - main.clientWidth : 0);
      });
      expect(overflow, `${page.url()} is too wide by`).toBeLessThanOrEqual(0);
    };
    await page.goto('/admin/conversations');
    await page.getByRole('navigation', { name: 'Main, for phones' }).getByRole('link', { name: 'Leads' }).click();
    await expect(page).toHaveURL('/admin/leads');
    await fits();
    const table = page.getByRole('table');
    expect(await table.evaluate((node) => node.scrollWidth - node.clientWidth)).toBeLessThanOrEqual(0);
    await row(page, ana).getByRole('link', { name: ana.name }).click();
    const drawer = page.getByRole('dialog', { name: ana.name });
    await expect(drawer).toBeVisible();
    expect((await drawer.boundingBox())?.width).toBe(360);
    await fits();
    await page.goto('/admin/leads');
    await elsewhere(page, 'move', { moves: [[await idOf(page, ana), 'won']] });
    await page.goto('/admin/leads?view=board');
    await expect(page.getByRole('region', { name: /^Won\b/ })).toContainText(ana.name);
    await fits();
    const tooHigh = await page.locator('main').evaluate((node) => node.scrollHeight - node.clientHeight);
    expect(tooHigh, 'the columns scroll, the page does not').toBeLessThanOrEqual(0);
  });
});
