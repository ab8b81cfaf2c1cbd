// Leads out of a file: looked at, taken in, taken back; with the keyboard, on a phone, in both themes.

import AxeBuilder from '@axe-core/playwright';
import { type Locator, type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { addressOf, open } from './lead.ts';
import { someone } from './visitor.ts';

test.use({ signIn: true, expectedErrors: [/status of 422/] });

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** A file of these lines, under its head. */
const csv = (lines: string[], head = 'Name;E-mail;Size') => ({
  name: 'people.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from([head, ...lines].join('\r\n')),
});

const line = (name: string) => `${name};${addressOf(name)};XL`;
const row = (page: Page, name: string) => page.locator('.leadrow').filter({ hasText: addressOf(name) });

async function begin(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Import leads' });
  await expect(dialog).toBeVisible();
  return dialog;
}

test('a file is looked at, mapped, taken in and taken back', async ({ page }) => {
  const [ana, ben] = [someone(), someone()];
  await open(page);
  const dialog = await begin(page);
  await dialog.getByLabel('File', { exact: true }).setInputFiles(csv([line(ana), line(ben), `${ana};${addressOf(ana)};`, 'Cleo;cleo@;']));
  const numbers = dialog.getByRole('list', { name: 'What is in the file' });
  await expect(numbers).toContainText('2 will be new leads');
  await expect(numbers).toContainText('1 with mistakes');
  await expect(dialog).toContainText('Line 5, e-mail:');
  await expect(dialog).toContainText('1 row is about somebody further up in the file');
  await expect(row(page, ana), 'nothing is written yet').toHaveCount(0);

  const size = dialog.getByLabel('Size', { exact: true });
  await expect(size).toHaveValue('skip');
  await size.focus();
  await size.selectOption('custom.Size');
  await expect(size).toHaveValue('custom.Size');
  await expect(size, 'the line stays while its choice changes').toBeFocused();
  await dialog.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(dialog).toContainText('The file is taken in.');
  await expect(numbers).toContainText('2 new leads');

  const past = dialog.getByRole('region', { name: 'Past imports' });
  await expect(past.getByRole('listitem').first()).toContainText('people.csv');
  await expect(row(page, ana), 'the list behind the dialog has them').toHaveCount(1);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await row(page, ana).getByRole('link').click();
  const drawer = page.getByRole('dialog', { name: ana });
  await expect(drawer).toContainText('Imported from people.csv');
  await expect(drawer).toContainText('XL');
  await page.keyboard.press('Escape');

  const again = await begin(page);
  await again.getByRole('region', { name: 'Past imports' }).getByRole('button', { name: 'Undo import of people.csv' }).first().click();
  const question = page.getByRole('dialog', { name: 'Undo the import of “people.csv”?' });
  await expect(question.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await question.getByRole('button', { name: 'Undo import' }).click();
  await expect(again).toContainText('The import is undone. 2 leads are gone.');
  await expect(again.locator(':focus'), 'the words take the focus from the button that went').toContainText('The import is undone.');
  await expect(past.getByRole('listitem').first()).toContainText('Undone');
  await expect(row(page, ana)).toHaveCount(0);
  await again.getByRole('button', { name: 'Close' }).click();
});

test('an import that takes its time says how far it is, also when the dialog was closed meanwhile', async ({ page }) => {
  const ana = someone();
  await open(page);
  const dialog = await begin(page);
  await dialog.getByLabel('File', { exact: true }).setInputFiles(csv([line(ana)]));
  await expect(dialog.getByRole('button', { name: 'Import 1 row' })).toBeVisible();
  // The file was looked at: what is sent now is the import.
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  await page.route('**/leads/import', async (route) => {
    await released;
    await route.continue();
  });
  const counts = { rows: 10_000, new: 1_100, merged: 0, skipped: 98, failed: 2 };
  await page.route('**/rpc/leads/imports/follow', (route) => route.fulfill({ json: counts }));
  await dialog.getByRole('button', { name: 'Import 1 row' }).click();
  const bar = dialog.getByRole('progressbar');
  await expect(bar).toHaveAttribute('aria-valuetext', '1,200 of 10,000 rows');
  await expect(bar).toHaveAttribute('value', '1200');
  await expect(dialog).toContainText('1,200 of 10,000 rows');
  await expect(dialog.locator('.import__file'), 'numbers are not spoken').toHaveText('Taking the file in. It goes on when you close this.');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await begin(page);
  await expect(dialog).toContainText('1,200 of 10,000 rows');
  release();
  await expect(dialog).toContainText('The file is taken in.');
  await expect(bar).toHaveCount(0);
  await expect(row(page, ana)).toHaveCount(1);
});

test('a lead that was changed since stays, and is named', async ({ page }) => {
  const [ana, ben] = [someone(), someone()];
  await open(page);
  const dialog = await begin(page);
  await dialog.getByLabel('File', { exact: true }).setInputFiles(csv([line(ana), line(ben)]));
  await dialog.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(dialog).toContainText('The file is taken in.');
  const id = await row(page, ana).getAttribute('data-id');
  const moved = await page.request.post('/rpc/leads/move', { data: { moves: [[id, 'won']] }, headers: { 'sec-fetch-site': 'same-origin' } });
  expect(moved.ok(), await moved.text()).toBe(true);
  await dialog.getByRole('button', { name: 'Undo import of people.csv' }).first().click();
  await page.getByRole('button', { name: 'Undo import', exact: true }).click();
  await expect(dialog).toContainText('1 lead is gone, 1 stays, because somebody has changed it since.');
  await dialog.getByRole('link', { name: ana }).click();
  await expect(page.getByRole('dialog', { name: ana })).toBeVisible();
  await expect(row(page, ben)).toHaveCount(0);
});

test('a file that is none is refused in words, and another one can be chosen', async ({ page }) => {
  await open(page);
  const dialog = await begin(page);
  const file = dialog.getByLabel('File', { exact: true });
  await file.setInputFiles({ name: 'photo.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK\u0003\u0004 no archive') });
  await expect(dialog.getByRole('alert')).toContainText('A workbook that cannot be read');
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await file.setInputFiles(csv([line(someone())]));
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await expect(dialog.getByRole('button', { name: 'Import 1 row' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeFocused();
});

test('the dialog works by keyboard', async ({ page }) => {
  const name = someone();
  await open(page);
  await page.getByRole('button', { name: 'Import', exact: true }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Import leads' });
  await dialog.getByLabel('File', { exact: true }).setInputFiles(csv([line(name)]));
  const known = dialog.getByLabel('People who are leads already');
  await known.focus();
  await known.selectOption('merge');
  const take = dialog.getByRole('button', { name: 'Import 1 row' });
  await expect(take, 'the file was looked at again').not.toHaveAttribute('aria-disabled');
  await take.press('Enter');
  await expect(dialog.locator(':focus')).toContainText('The file is taken in.');
});

for (const [theme, width] of [
  ['light', 1280],
  ['dark', 360],
] as const) {
  test(`the dialog is whole and accessible, ${theme} at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: theme });
    await open(page);
    const middles = await page.locator('.leads__title > h1, .leads__actions > *').evaluateAll((nodes) =>
      nodes.map((node) => node.getBoundingClientRect()).map(({ top, bottom }) => (top + bottom) / 2),
    );
    expect(Math.max(...middles) - Math.min(...middles), 'title and buttons stand in one row').toBeLessThan(4);
    const dialog = await begin(page);
    await dialog.getByLabel('File', { exact: true }).setInputFiles(csv([line(someone()), 'Cleo;cleo@;', `${'x'.repeat(80)};;`]));
    await expect(dialog.getByRole('list', { name: 'What is in the file' })).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow).toBe(0);
    expect(await dialog.evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0);
    const { violations } = await new AxeBuilder({ page }).include('dialog[open]').withTags(RULES).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
  });
}
