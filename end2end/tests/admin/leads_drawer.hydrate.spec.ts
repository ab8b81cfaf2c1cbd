// The drawer of a lead: nothing typed is lost or put to somebody else, the focus stays, what happens elsewhere is seen.

import { type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { elsewhere, idOf, lead, openLead, row } from './lead.ts';

test.use({ signIn: true, expectedErrors: [/status of 4(04|09)/] });

const notes = (page: Page) => page.getByRole('textbox', { name: 'Notes', exact: true });
const news = (page: Page) => page.getByRole('region', { name: 'News' });

/** Holds the answers to a call back; the result lets them through. */
async function holdBack(page: Page, call: string): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  await page.route(`**/rpc/leads/${call}`, async (route) => {
    const response = await route.fetch();
    await released;
    await route.fulfill({ response });
  });
  return release;
}

test('each lead has its own words, from the top', async ({ page, request }) => {
  const older = await lead(request);
  const newer = await lead(request);
  const drawer = await openLead(page, newer);
  await notes(page).fill('Prefers mornings');
  await page.getByRole('button', { name: 'Save notes' }).click();
  await expect(page.getByText('Notes saved')).toBeVisible();
  await drawer.locator('.drawer__body').evaluate((node) => node.scrollTo(0, node.scrollHeight));
  await drawer.getByRole('link', { name: 'Next lead' }).click();
  await expect(page.getByRole('dialog', { name: older.name })).toBeVisible();
  await expect(notes(page)).toHaveValue('');
  await expect(page.getByRole('button', { name: 'Save notes' })).toHaveCount(0);
  expect(await page.locator('.drawer__body').evaluate((node) => node.scrollTop)).toBe(0);
  await page.getByRole('link', { name: 'Previous lead' }).click();
  await expect(notes(page)).toHaveValue('Prefers mornings');
});

test('Tab stays in the drawer when a form goes, and leads to the Undo of what was done', async ({ page, request }) => {
  const ana = await lead(request);
  const drawer = await openLead(page, ana);
  const inside = page.locator('.drawer :focus');
  await drawer.getByRole('button', { name: 'Edit' }).click();
  await expect(drawer.getByLabel('Name', { exact: true })).toBeFocused();
  await drawer.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(drawer).toBeFocused();
  for (const key of ['Tab', 'Shift+Tab', 'Shift+Tab', 'Tab', 'Tab']) {
    await page.keyboard.press(key);
    await expect(inside, key).toHaveCount(1);
  }

  await drawer.locator('.identity summary').press('Enter');
  await drawer.getByRole('button', { name: 'Contacted' }).press('Enter');
  await expect(drawer.locator('.identity .pill')).toHaveText('Contacted');
  await expect(drawer.locator('.identity summary'), 'a menu gives the focus back').toBeFocused();
  const undo = news(page).getByRole('button', { name: 'Undo' });
  await expect(undo).toBeVisible();
  await drawer.getByLabel('Note for the timeline').focus();
  await page.keyboard.press('Tab');
  await expect(undo).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(drawer.getByLabel('Note for the timeline')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(drawer.locator('.identity .pill')).toHaveText('New');

  await notes(page).fill('Rang twice');
  await drawer.getByRole('button', { name: 'Save notes' }).press('Enter');
  await expect(page.getByText('Notes saved')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(inside, 'the button that was pressed has gone').toHaveCount(1);
});

test('what is typed while a save is under way stays', async ({ page, request }) => {
  const ana = await lead(request);
  const drawer = await openLead(page, ana);
  const release = await holdBack(page, 'edit');
  await notes(page).fill('Prefers mornings');
  await page.getByRole('button', { name: 'Save notes' }).click();
  await notes(page).press('End');
  await notes(page).pressSequentially(', never Mondays');
  release();
  await expect(page.getByText('Notes saved')).toBeVisible();
  await expect(notes(page)).toHaveValue('Prefers mornings, never Mondays');
  await page.getByRole('button', { name: 'Save notes' }).click();
  await expect(page.getByRole('button', { name: 'Save notes' })).toHaveCount(0);

  const heard = await holdBack(page, 'note');
  const line = drawer.getByLabel('Note for the timeline');
  await line.fill('Rang');
  await line.press('Enter');
  await line.pressSequentially(' again');
  heard();
  await expect(drawer.locator('.timeline')).toContainText('Rang');
  await expect(line).toHaveValue('Rang again');
  await line.fill('');
  await page.reload();
  await expect(notes(page)).toHaveValue('Prefers mornings, never Mondays');
});

test('one’s own status and follow-up are no conflict with what one writes', async ({ page, request }) => {
  const ana = await lead(request);
  const drawer = await openLead(page, ana);
  await notes(page).fill('Prefers mornings');
  await drawer.getByRole('button', { name: 'Edit' }).click();
  await drawer.getByLabel('Company').fill('Lima');
  await drawer.locator('.identity summary').click();
  await drawer.getByRole('button', { name: 'Contacted' }).click();
  await expect(drawer.locator('.timeline')).toContainText('New to Contacted');
  await page.getByRole('button', { name: 'Save notes' }).click();
  await expect(page.getByText('Notes saved')).toBeVisible();
  await drawer.getByRole('button', { name: 'Set', exact: true }).click();
  await drawer.getByRole('button', { name: 'Tomorrow 9:00' }).click();
  await expect(drawer.locator('.timeline')).toContainText('Follow-up set');
  await drawer.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Lead saved')).toBeVisible();
  await expect(drawer.locator('.proof', { hasText: 'Company' })).toContainText('Lima');
});

test('who is erased by somebody else is not read any longer', async ({ page, request }) => {
  const ana = await lead(request);
  const drawer = await openLead(page, ana);
  await notes(page).fill('Half a sentence');
  await elsewhere(page, 'erase', { ids: [await idOf(page, ana)] });
  await expect(page.getByText('This lead is not here')).toBeVisible();
  await expect(page.getByText(ana.email)).toHaveCount(0);
  await expect(drawer).toHaveCount(0);
  await page.getByRole('link', { name: 'Back to the list' }).click();
  await expect(page, 'there is nothing to keep').toHaveURL('/admin/leads');
});

test('erasing somebody asks nothing about what was typed of them', async ({ page, request }) => {
  const ana = await lead(request);
  const drawer = await openLead(page, ana);
  await notes(page).fill('Half a sentence');
  await drawer.getByRole('button', { name: 'Erase person' }).click();
  await page.getByRole('dialog', { name: `Erase ${ana.name}?` }).getByRole('button', { name: 'Erase' }).click();
  await expect(page).toHaveURL('/admin/leads');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(row(page, ana)).toHaveCount(0);
});

test('a phone is shown as people write it, and kept as it is dialled', async ({ page, request }) => {
  const ana = await lead(request, 'Call me at +447400123456');
  const drawer = await openLead(page, ana);
  const phone = drawer.locator('.proof').filter({ has: page.locator('.proof__label', { hasText: /^Phone$/ }) });
  await expect(phone.locator('.proof__value')).toHaveText('+44 7400 123456');
  await expect(phone.locator('.proof__quote'), 'the words stay as they were said').toContainText('+447400123456');
  await expect(drawer.locator('.timeline')).toContainText('+44 7400 123456');
  await expect(drawer.getByRole('link', { name: 'Call', exact: true })).toHaveAttribute('href', 'tel:+447400123456');
  await drawer.getByRole('button', { name: 'Edit' }).click();
  await expect(drawer.getByLabel('Phone', { exact: true })).toHaveValue('+447400123456');

  await page.goto(`/admin/conversations/${ana.conversation}`);
  await expect(page.getByRole('complementary').locator('.fact__value', { hasText: '+44' })).toHaveText('+44 7400 123456');
});

test('a merge is taken back after the drawer was closed', async ({ page, request }) => {
  const wish = 'Call me at +351 912 345 678';
  const [ana, ben] = [await lead(request, wish), await lead(request, wish)];
  const drawer = await openLead(page, ana);
  await expect(drawer.locator('.twin').filter({ hasText: ben.name })).toContainText('Both have the phone +351 912 345 678');
  await drawer.getByRole('button', { name: `Merge ${ben.name} into this lead` }).click();
  await expect(page.getByRole('dialog', { name: /^Merge / }), 'what they will be').toContainText('+351 912 345 678');
  await page.getByRole('dialog', { name: /^Merge / }).getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(news(page)).toContainText('Two leads are one now');
  await page.getByRole('dialog').getByRole('link', { name: 'Close' }).click();
  await expect(page).toHaveURL('/admin/leads');
  const both = page.locator('.leadrow').filter({ hasText: new RegExp(`${ana.email}|${ben.email}`) });
  await expect(both).toHaveCount(1);
  await news(page).getByRole('button', { name: 'Undo' }).click();
  await expect(news(page)).toContainText('They are two leads again');
  await expect(both).toHaveCount(2);
});
