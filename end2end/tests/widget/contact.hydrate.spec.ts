// The contact card: asks, checks as one types, sends once, thanks.

import { expect, test } from '../../harness/fixtures.ts';
import { Desk } from './desk.ts';

test.use({ expectedErrors: [/status of 4\d\d/] });

/** Someone to call back: the assistant shows the card. */
async function card(desk: Desk) {
  await desk.ask('Can somebody call me back, please?');
  const form = desk.view.locator('form.card');
  await expect(form).toBeVisible();
  return form;
}

test('what is wrong is said at the field, and taken back as soon as it is right', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  const form = await card(desk);
  const email = form.getByLabel('E-mail');
  await email.fill('martin@whitfield');
  await email.blur();
  await expect(form.getByText('Add the ending, such as .com')).toBeVisible();
  await email.fill('martin@whitfield.example');
  await expect(form.getByText('Add the ending, such as .com')).toBeHidden();
  const phone = form.getByLabel('Phone');
  await phone.fill('12');
  await form.getByRole('button', { name: 'Send' }).click();
  await expect(form.getByText('Write 7 to 15 digits')).toBeVisible();
  await expect(phone).toBeFocused();
});

test('an empty card is not sent; a filled one is, once, and thanks', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  const form = await card(desk);
  const saved: unknown[] = [];
  page.on('request', (request) => request.url().endsWith('/gemini/save-info') && saved.push(request.postDataJSON()));
  await form.getByRole('button', { name: 'Send' }).click();
  await expect(form.getByText('Fill in at least one field.')).toBeVisible();
  expect(saved).toEqual([]);
  await form.getByLabel('Name').fill('Ana Lima');
  await form.getByLabel('E-mail').fill('ana@example.com');
  await form.getByLabel('Name').press('Enter');
  await expect(form).toBeHidden();
  await expect(desk.view.locator('.thanks')).toHaveText(/Thank you/);
  expect(saved).toEqual([{ name: 'Ana Lima', email: 'ana@example.com' }]);
});

test('a new conversation asks again: it does not know what the old one was told', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  const form = await card(desk);
  await form.getByLabel('Name').fill('Ana Lima');
  await form.getByLabel('E-mail').fill('ana@example.com');
  await form.getByLabel('Phone').fill('+44 161 496 0142');
  await form.getByRole('button', { name: 'Send' }).click();
  await expect(desk.view.locator('.thanks')).toBeVisible();
  await desk.menu('New conversation');
  await expect(desk.own).toHaveCount(0);
  const again = await card(desk);
  await expect(again.getByLabel('Name')).toHaveValue('');
  await expect(desk.view.locator('.thanks')).toBeHidden();
});

test('what the server refuses stands at the field, and nothing typed is lost', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  const form = await card(desk);
  await page.route('**/gemini/save-info', (route) =>
    route.fulfill({ status: 422, json: { status: 'error', message: 'Some fields need another value.', data: { code: 'invalid_fields', request_id: 'r1', fields: { email: 'this address bounces' } } } }),
  );
  await form.getByLabel('E-mail').fill('ana@example.com');
  await form.getByRole('button', { name: 'Send' }).click();
  await expect(form.getByText('this address bounces')).toBeVisible();
  await expect(form.getByLabel('E-mail')).toHaveValue('ana@example.com');
});
