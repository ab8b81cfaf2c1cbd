// The page as a plain form: everything a visitor needs works without scripts, and with them the same way.

import { readFile } from 'node:fs/promises';
import { expect, test } from '../../harness/fixtures.ts';
import { Desk } from './desk.ts';

test.use({ expectedErrors: [/status of 4\d\d/] });

const send = async (desk: Desk, words: string) => {
  await desk.field.fill(words);
  await desk.button.click();
};

test('a conversation, with the token never in the address and no cookie', async ({ page, context }) => {
  const desk = await Desk.alone(page, '/widget?locale=en');
  await send(desk, "Hi, I'm Ben, 555-0100");
  await expect(desk.answers).toHaveCount(1);
  await expect(desk.own).toHaveText("Hi, I'm Ben, 555-0100");
  await send(desk, 'When are you open?');
  await expect(desk.answers).toHaveCount(2);
  expect(page.url()).not.toContain('vt_');
  expect((await context.storageState()).cookies).toEqual([]);
  await expect(desk.field).toHaveValue('');
});

test('a starter is a button of the form', async ({ page }) => {
  const desk = await Desk.alone(page);
  await desk.view.getByRole('button', { name: 'What do you offer?' }).click();
  await expect(desk.own).toHaveText('What do you offer?');
  await expect(desk.answers).toHaveCount(1);
});

test('a new conversation, and the chat erased', async ({ page }) => {
  const desk = await Desk.alone(page);
  await send(desk, 'My secret is 4711');
  await expect(desk.answers).toHaveCount(1);
  await desk.menu('New conversation');
  await expect(desk.own).toHaveCount(0);
  await send(desk, 'Another thing');
  await expect(desk.answers).toHaveCount(1);
  await desk.menu('Erase my chat');
  const dialog = desk.view.getByRole('dialog', { name: 'Erase this chat?' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Erase' }).click();
  await expect(desk.own).toHaveCount(0);
  await expect(desk.view.locator('input[name=token]').first()).toHaveValue('');
});

test('the chat as a text file', async ({ page }) => {
  const desk = await Desk.alone(page);
  await send(desk, 'Keep this');
  await expect(desk.answers).toHaveCount(1);
  const download = page.waitForEvent('download');
  await desk.menu('Download my chat');
  expect(await readFile(await (await download).path(), 'utf8')).toContain('Keep this');
});

test('a contact card', async ({ page }) => {
  const desk = await Desk.alone(page);
  await send(desk, 'Can somebody call me back, please?');
  const form = desk.view.locator('form.card');
  await form.getByLabel('E-mail').fill('ana@home');
  await form.getByRole('button', { name: 'Send' }).click();
  await expect(desk.view.getByText('Add the ending, such as .com').first()).toBeVisible();
  await form.getByLabel('Name').fill('Ana');
  await form.getByLabel('E-mail').fill('ana@example.com');
  await form.getByLabel('Phone').fill('+44 161 496 0142');
  await form.getByRole('button', { name: 'Send' }).click();
  await expect(desk.view.locator('.thanks')).toBeVisible();
  await expect(form).toBeHidden();
});

test('whoever asks for a person reads what becomes of it', async ({ page }) => {
  const desk = await Desk.alone(page, '/widget?locale=en');
  await send(desk, 'Can I talk to a person?');
  await expect(desk.answers).toHaveCount(1);
  const card = desk.view.locator('.card.handover');
  await expect(card.getByRole('heading')).toHaveText('Your wish has been passed on');
  await expect(card).toContainText('Nobody joins this chat itself.');
  await send(desk, 'When are you open?');
  await expect(desk.answers).toHaveCount(2);
  await expect(card, 'it stays with its answer').toHaveCount(1);
});

test('an empty and a too long message are refused with the words kept', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled !== false, 'with scripts such a message is not sent');
  const desk = await Desk.alone(page);
  await send(desk, ' ');
  await expect(desk.problem).toHaveText(/Write a message first/);
  const long = `<b>&amp; "quoted"\n${'x'.repeat(4_000)}`;
  await send(desk, long);
  await expect(desk.problem).toContainText('Too long by');
  await expect(desk.field).toHaveValue(long);
  await expect(desk.own).toHaveCount(0);
});

test('what a visitor writes is shown, never run', async ({ page }) => {
  const desk = await Desk.alone(page);
  const words = '</script><img src=x onerror="document.title=1"><b>bold</b> & "so on"';
  await send(desk, words);
  await expect(desk.own).toHaveText(words);
  await expect(desk.view.locator('.rows img, .rows .visitor b')).toHaveCount(0);
  expect(await page.title()).toBe('Chat with Our front desk');
});
