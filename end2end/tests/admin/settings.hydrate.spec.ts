// Settings: saved, refused with a reason at the field, contested, and not lost by accident.

import { type Page, expect as check } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { awake } from './hydrated.ts';
import { elsewhere } from './lead.ts';

test.use({ signIn: true, alters: 'the settings', expectedErrors: [/status of 4(09|22)/] });
test.describe.configure({ mode: 'serial' });

async function open(page: Page, part: string): Promise<void> {
  await page.goto(`/admin/settings/${part}`);
  await awake(page);
}

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });

test('the business is saved with hours, services and contact', async ({ page }) => {
  await open(page, 'business');
  await expect(save(page)).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel('Business name').fill('Northwind Dental');
  await expect(page.getByText('Not saved yet', { exact: true })).toBeVisible();
  await page.getByLabel('Time zone').selectOption('Europe/Lisbon');
  if (!(await page.getByLabel('Monday', { exact: true }).isChecked())) await page.getByLabel('Monday', { exact: true }).check();
  await page.getByLabel('Monday from', { exact: true }).fill('08:30');
  await page.getByLabel('Monday until', { exact: true }).fill('12:00');
  await page.getByRole('button', { name: 'Add hours on Monday' }).click();
  await page.getByLabel('Monday until, span 2').fill('00:00');
  await page.getByRole('button', { name: 'Copy to weekdays' }).click();
  await page.getByRole('button', { name: 'Add a service' }).click();
  await page.getByLabel('Service', { exact: true }).last().fill('Implant');
  await page.getByLabel('Price').last().fill('from € 900');
  await page.getByLabel('Contact and directions').fill('12 Harbour Street');
  await save(page).click();
  await expect(page.getByText('Business saved')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main', exact: true }), 'the frame follows').toContainText('Northwind Dental');
  await expect(page.getByText('Not saved yet', { exact: true })).toBeHidden();

  await page.reload();
  await awake(page);
  await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Lisbon');
  await expect(page.getByLabel('Friday from', { exact: true })).toHaveValue('08:30');
  await expect(page.getByLabel('Friday until, span 2'), 'until midnight').toHaveValue('00:00');
  await expect(page.getByLabel('Service', { exact: true })).toHaveValue('Implant');
  await expect(page.getByLabel('Contact and directions')).toHaveValue('12 Harbour Street');
});

test('phone numbers belong to the country of the time zone, or to another', async ({ page }) => {
  await open(page, 'business');
  const country = page.getByLabel('Country for phone numbers');
  const usual = country.locator('option').first();
  await expect(country).toHaveValue('');
  await expect(usual).toHaveText('As the time zone says (Portugal)');
  await page.getByLabel('Time zone').selectOption('Asia/Karachi');
  await expect(usual, 'of the zone that is chosen').toHaveText('As the time zone says (Pakistan)');
  await country.selectOption('Pakistan');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(country).toHaveValue('');

  await country.selectOption('United Kingdom');
  await save(page).click();
  await expect(page.getByText('Business saved')).toBeVisible();
  await page.reload();
  await awake(page);
  await expect(country).toHaveValue('GB');
  await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Lisbon');
  await elsewhere(page, 'create', { edit: { values: { name: 'Northerner', phone: '07400 123457' } } });
  await page.goto('/admin/leads');
  await expect(page.locator('.leadrow').filter({ hasText: 'Northerner' })).toContainText('+44 7400 123457');
});

test('what is wrong is said at its field, and nothing that was typed is lost', async ({ page }) => {
  await open(page, 'business');
  await page.getByLabel('Business name').fill('');
  await page.getByLabel('Meeting length').fill('5');
  await save(page).click();
  await expect(page.locator('#name-note')).toHaveText('1 to 120 characters');
  await expect(page.getByLabel('Business name')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#meeting_minutes-note')).toHaveText('Between 10 and 240');
  await expect(page.getByLabel('Meeting length')).toHaveValue('5');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByLabel('Business name')).toHaveValue('Northwind Dental');
});

test('two people save at a time: take theirs, or mine over it', async ({ page, context }) => {
  await open(page, 'business');
  const other = await context.newPage();
  await open(other, 'business');

  await other.getByLabel('Contact and directions').fill('Theirs');
  await save(other).click();
  await expect(other.getByText('Business saved')).toBeVisible();
  await page.getByLabel('Contact and directions').fill('Mine');
  await save(page).click();
  await expect(page.getByText('Somebody saved these settings meanwhile.')).toBeVisible();
  await expect(page.getByLabel('Contact and directions')).toHaveValue('Mine');
  await page.getByRole('button', { name: 'Load theirs' }).click();
  await expect(page.getByLabel('Contact and directions')).toHaveValue('Theirs');

  await other.getByLabel('Contact and directions').fill('Theirs again');
  await save(other).click();
  await expect(other.getByText('Not saved yet', { exact: true })).toBeHidden();
  await page.getByLabel('Contact and directions').fill('Mine again');
  await save(page).click();
  await page.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(page.getByText('Business saved')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Contact and directions')).toHaveValue('Mine again');
});

test('unsaved changes are not left behind without a question', async ({ page }) => {
  await open(page, 'business');
  await page.getByLabel('Contact and directions').fill('Almost lost');
  await page.getByRole('link', { name: 'Website widget' }).click();
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await expect(question).toBeVisible();
  await expect(question.getByRole('button', { name: 'Keep editing' }), 'the safe one has the focus').toBeFocused();
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(page).toHaveURL('/admin/settings/business');
  await expect(page.getByLabel('Contact and directions')).toHaveValue('Almost lost');

  await page.getByRole('link', { name: 'Website widget' }).click();
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL('/admin/settings/widget');
  await page.getByRole('link', { name: 'Business', exact: true }).click();
  await expect(page.getByLabel('Contact and directions')).toHaveValue('Mine again');
});

test('nor by the browser’s own Back and Forward', async ({ page }) => {
  await page.goto('/admin/conversations');
  await awake(page);
  await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Settings' }).click();
  await expect(page).toHaveURL('/admin/settings/business');
  const contact = page.getByLabel('Contact and directions');
  await contact.fill('Almost lost');
  await page.goBack();
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(page).toHaveURL('/admin/settings/business');
  await expect(contact).toHaveValue('Almost lost');
  await page.goBack();
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL('/admin/conversations');
  await expect(page.getByRole('heading', { name: 'Conversations' })).toBeVisible();

  await page.goForward();
  await expect(page).toHaveURL('/admin/settings/business');
  await expect(contact).toHaveValue('Mine again');
  await page.getByRole('link', { name: 'Website widget' }).click();
  await expect(page).toHaveURL('/admin/settings/widget');
  await page.goBack();
  await contact.fill('Almost lost');
  await page.goForward();
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL('/admin/settings/widget');
});

test('sites and greeting, the line to paste, the widget itself', async ({ page, context, site }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, 'widget');
  await page.getByLabel('Greeting', { exact: true }).fill('Welcome to Northwind!');
  await page.getByRole('button', { name: 'Add a site' }).click();
  await page.getByRole('textbox', { name: 'Site' }).fill('northwind.example');
  await page.getByRole('button', { name: 'Add a site' }).click();
  await page.getByRole('textbox', { name: 'Site' }).last().fill('https://northwind.example/path');
  await save(page).click();
  await expect(page.locator('#sites-note')).toContainText(/^line 2/i);
  await page.getByRole('button', { name: 'Remove this site' }).last().click();
  await save(page).click();
  await expect(page.getByText('Website widget saved')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Site' })).toHaveValue('https://northwind.example');
  await expect(page.frameLocator('iframe').getByText('Welcome to Northwind!')).toBeVisible();

  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  check(await page.evaluate(() => navigator.clipboard.readText())).toBe(`<script async src="${site.url}/widget.js"></script>`);

  await page.getByRole('button', { name: 'Remove this site' }).click();
  await page.getByLabel('Greeting', { exact: true }).fill('');
  await save(page).click();
  await expect(page.getByText('any site may show the widget')).toBeVisible();
});

test('an API key is made, shown once, and revoked', async ({ page, request }) => {
  await open(page, 'keys');
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(page.locator('#label-note')).toHaveClass(/wrong/);
  await page.getByLabel('Name').fill('WhatsApp bridge');
  await page.getByLabel('Read leads').check();
  await page.getByRole('button', { name: 'Create key' }).click();
  const key = await page.getByRole('region', { name: 'The new key' }).innerText();
  expect(key).toMatch(/^ck_\S{20,}$/);
  const ask = () => request.post('/gemini/train', { data: { message: 'Hello', client_id: 'bridge' }, headers: { authorization: `Bearer ${key}` } });
  expect((await ask()).status()).toBe(200);
  await page.getByRole('button', { name: 'I have stored it' }).click();
  expect(await page.content(), 'gone for good').not.toContain(key);
  const row = page.getByRole('row', { name: /WhatsApp bridge/ });
  await expect(row).toContainText(key.slice(0, 9));
  await expect(row).toContainText('leads:read');

  await row.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
  expect((await ask()).status()).toBe(200);
  await row.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toContainText('Revoked');
  expect((await ask()).status()).toBe(401);
  await page.reload();
  await expect(page.getByRole('row', { name: /WhatsApp bridge/ })).toContainText('Revoked');
  expect(await page.content()).not.toContain(key);
});

test('news of visitors go to an address that can be written to', async ({ page }) => {
  await open(page, 'notifications');
  await expect(page.getByText('This server cannot send mail yet.')).toBeVisible();
  const to = page.getByLabel('Send to');
  await expect(page.getByText('Not saved yet', { exact: true }), 'nothing was typed').toBeHidden();
  await page.getByRole('button', { name: /^Use .+@/ }).click();
  await expect(to, 'one’s own').toHaveValue(/@/);
  await expect(page.getByRole('button', { name: /^Use .+@/ })).toBeHidden();
  await to.fill('bo@brooks');
  await save(page).click();
  await expect(page.getByText('Add the ending, such as .com')).toBeVisible();
  await to.fill('bo@brooks.example');
  await page.getByLabel('A new lead').uncheck();
  await save(page).click();
  await expect(page.getByText('Notifications saved')).toBeVisible();

  await page.reload();
  await awake(page);
  await expect(to).toHaveValue('bo@brooks.example');
  await expect(page.getByLabel('A new lead')).not.toBeChecked();
  await expect(page.getByLabel('A visitor asks for a person')).toBeChecked();
});
