// Settings of meetings: saved, refused with a reason at the field; and how the calendar is.

import { type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { awake } from './hydrated.ts';

test.use({ signIn: true, alters: 'the settings of meetings', expectedErrors: [/status of 4(09|22)/] });
test.describe.configure({ mode: 'serial' });

async function open(page: Page): Promise<void> {
  await page.goto('/admin/settings/meetings');
  await awake(page);
  await expect(page.getByRole('region', { name: 'Meetings' })).toBeVisible();
}

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });

test('hours, exceptions and rules are saved and come back', async ({ page }) => {
  await open(page);
  await page.getByLabel('Monday', { exact: true }).check();
  await page.getByLabel('Monday from', { exact: true }).fill('09:00');
  await page.getByLabel('Monday until', { exact: true }).fill('12:00');
  await page.getByRole('button', { name: 'Add hours on Monday' }).click();
  await page.getByRole('button', { name: 'Copy to weekdays' }).click();
  await page.getByRole('button', { name: 'Add days' }).click();
  const line = page.getByRole('group', { name: 'Other hours' });
  await line.getByLabel('First day').fill('2026-12-24');
  await line.getByLabel('Last day').fill('2026-12-26');
  await line.getByLabel('What for').fill('Christmas');
  await page.getByLabel('Meeting length').fill('45');
  await page.getByLabel('Keep free after').fill('15');
  await page.getByLabel('At the latest before it begins').fill('240');
  await page.getByLabel('Most meetings on one day').fill('6');
  await page.getByLabel('Book when a time is tapped').check();
  await page.getByLabel('By one visitor in an hour').fill('3');
  await save(page).click();
  await expect(page.getByText('Meetings saved')).toBeVisible();

  await page.reload();
  await awake(page);
  await expect(page.getByLabel('Friday until', { exact: true })).toHaveValue('12:00');
  await expect(line.getByLabel('Last day')).toHaveValue('2026-12-26');
  await expect(page.getByLabel('Meeting length')).toHaveValue('45');
  await expect(page.getByLabel('Keep free after')).toHaveValue('15');
  await expect(page.getByLabel('Most meetings on one day')).toHaveValue('6');
  await expect(page.getByLabel('Book when a time is tapped')).toBeChecked();
  await expect(page.getByLabel('By one visitor in an hour')).toHaveValue('3');
  await page.goto('/admin/meetings?week=2026-12-24');
  await expect(page.locator('.weekday').filter({ hasText: 'Christmas' })).toHaveCount(3);
});

test('what is wrong is said at its field, here or by the server', async ({ page }) => {
  await open(page);
  await page.getByLabel('Keep free before').fill('7');
  await page.getByLabel('To one address in 24 hours').fill('many');
  await save(page).click();
  await expect(page.locator('#buffer_before-note')).toHaveText('Between 0 and 120, in steps of 5 minutes');
  await expect(page.locator('#per_address-note')).toHaveText('Between 1 and 100');
  await expect(page.getByLabel('Keep free before')).toHaveValue('7');
  const line = page.getByRole('group', { name: 'Other hours' });
  await line.getByRole('textbox', { name: 'Hours' }).fill('mornings');
  await save(page).click();
  await expect(page.locator('#special_days-note')).toHaveText('Line 1: hours such as 09:00 to 12:00, 13:00 to 15:00');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByLabel('Keep free before')).toHaveValue('0');
  await expect(line.getByRole('textbox', { name: 'Hours' })).toHaveValue('');
  await page.getByLabel('Title in calendars').fill('Call with {email}');
  await save(page).click();
  await expect(page.locator('#title-note')).toHaveText('In braces there may be {name} and {business}');
  await page.getByRole('button', { name: 'Discard' }).click();
});

test('the built-in calendar says what it does, and how another one is connected', async ({ page }) => {
  await open(page);
  const card = page.locator('.calendarcard');
  await expect(card).toContainText('Built-in calendar');
  await expect(card).toContainText('Keeps your meetings');
  await expect(card, 'whoever runs the server has to set a client first').toContainText('GOOGLE_CLIENT_ID');
  await expect(card.getByRole('link', { name: /Connect/ })).toHaveCount(0);
});
