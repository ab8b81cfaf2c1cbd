// Fields of leads that the owner defines: in the settings, in the drawer, refused where a value does not fit.

import { type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { lead, open, openLead, row } from './lead.ts';

test.use({ signIn: true, alters: 'the fields of leads', expectedErrors: [/status of 4(09|22)/] });
test.describe.configure({ mode: 'serial' });

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });
const named = (page: Page, name: string) => page.getByRole('group', { name, exact: true });

async function add(page: Page, name: string, kind: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a field' }).click();
  await page.getByLabel('Name of the field').last().fill(name);
  await page.getByLabel('Kind').last().selectOption(kind);
}

test('fields are defined, put in order and saved', async ({ page }) => {
  await open(page, '/admin/settings/fields');
  await expect(page.getByRole('region', { name: 'Lead fields' }), 'what becomes of clients that send other names').toContainText(/save-info.* is refused as a whole/);
  await add(page, 'Plan', 'Choice');
  await add(page, 'Which tooth', 'Number');
  await save(page).click();
  await expect(page.getByText(/^Line 1: 2 to 20 different choices/)).toBeVisible();
  await page.getByLabel('Choices, one a line').fill('Gold\nSilver');
  await named(page, 'Which tooth').getByRole('button', { name: 'Up' }).click();
  await named(page, 'Which tooth').getByLabel('Hint for the assistant').fill('Ask when somebody writes of pain.');
  await save(page).click();
  await expect(page.getByText('Lead fields saved')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Name of the field').first()).toHaveValue('Which tooth');
  await expect(named(page, 'Which tooth')).toContainText('which_tooth');
  await expect(page.getByLabel('Choices, one a line')).toHaveValue('Gold\nSilver');
});

test('the drawer has them as their kind asks for, and no others', async ({ page, request }) => {
  const ana = await lead(request);
  const drawer = await openLead(page, ana);
  await drawer.getByRole('button', { name: 'Edit' }).click();
  await expect(drawer.getByRole('button', { name: 'Add a value' })).toHaveCount(0);
  await drawer.getByLabel('Which tooth').fill('many');
  await drawer.getByLabel('Plan').selectOption('Gold');
  await drawer.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(drawer.getByText('A number such as 12 or 2.5')).toBeVisible();
  await drawer.getByLabel('Which tooth').fill('12');
  await drawer.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(drawer.locator('.proof', { hasText: 'Which tooth' }).locator('.proof__value')).toHaveText('12');
  await expect(drawer.locator('.proof', { hasText: 'Plan' }).locator('.proof__value')).toHaveText('Gold');
  await expect(drawer.locator('.timeline'), 'by its name, not by its key').toContainText('Which tooth');
  await open(page);
  await page.locator('summary').filter({ hasText: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Which tooth' }).check();
  await expect(page.getByRole('columnheader', { name: 'Which tooth' })).toBeVisible();
  await expect(row(page, ana)).toContainText('12');
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'Which tooth' })).toBeVisible();
  await open(page);
  await page.getByRole('button', { name: 'Add lead' }).click();
  await expect(page.getByRole('dialog', { name: 'Add a lead' }).getByLabel('Plan')).toBeVisible();
});

test('a long name of a field reaches over no edge of a phone', async ({ page }) => {
  const long = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen';
  await open(page, '/admin/settings/fields');
  await add(page, long, 'Text');
  await save(page).click();
  await expect(page.getByText('Lead fields saved')).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page);
  await page.locator('summary').filter({ hasText: 'Columns' }).click();
  const list = page.getByRole('group', { name: 'Columns' });
  await list.getByRole('checkbox', { name: long }).scrollIntoViewIfNeeded();
  for (const part of [list, list.getByText(long)]) {
    const box = await part.boundingBox();
    if (!box) throw new Error('the list is out of sight');
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(360);
  }
  expect(await list.evaluate((element) => element.scrollWidth - element.clientWidth), 'too wide by').toBeLessThanOrEqual(0);
  const [menu, tabs] = [await page.locator('.columnlist').boundingBox(), await page.getByRole('navigation', { name: 'Main, for phones' }).boundingBox()];
  if (!menu || !tabs) throw new Error('the list or the tabs are out of sight');
  expect(menu.y + menu.height, 'above the tabs at the thumb').toBeLessThanOrEqual(tabs.y);
});
