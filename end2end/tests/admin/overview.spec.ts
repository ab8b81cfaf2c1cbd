// The Overview as the server renders it: figures, days, splits and the way to the very conversations, with and without JavaScript.

import { type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { lead } from './lead.ts';
import { Visitor, someone } from './visitor.ts';

test.use({ signIn: true });

const number = (page: Page, measure: string) => page.locator(`[data-measure="${measure}"] .number__value`);
const today = () => new Date().toLocaleDateString('sv-SE', { timeZone: 'UTC' });

test('the day begins here, and what happens is counted', async ({ page, request }) => {
  await page.goto('/admin');
  await expect(page).toHaveURL('/admin/overview');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Overview');
  const [chats, leads] = [Number(await number(page, 'chats').innerText()), Number(await number(page, 'leads').innerText())];
  await lead(request);
  await new Visitor(request).say('What are your opening hours?');
  await page.reload();
  await expect(number(page, 'chats')).toHaveText(String(chats + 2));
  await expect(number(page, 'leads')).toHaveText(String(leads + 1));
  await expect(page.locator('[data-measure="chats"] .number__before')).toContainText(/yesterday by \d\d:00/);
  await expect(page.locator('.morning')).toContainText('By rules, from your figures');
});

test('which days are shown stands in the address', async ({ page, request }) => {
  await lead(request);
  await page.goto('/admin/overview');
  const days = page.getByRole('navigation', { name: 'Which days' });
  await days.getByRole('link', { name: '7 days' }).click();
  await expect(page).toHaveURL('/admin/overview?days=7');
  await expect(page.getByRole('heading', { name: 'Last 7 days' })).toBeVisible();
  await expect(page.locator('[data-measure="leads"] .number__before')).toContainText('the 7 days before');
  await page.locator('summary').filter({ hasText: 'Other days' }).click();
  const form = page.locator('form.between');
  await form.getByLabel('From').fill('2020-02-01');
  await form.getByLabel('Until').fill('2020-02-29');
  await form.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL('/admin/overview?from=2020-02-01&to=2020-02-29');
  await expect(page.getByRole('heading', { name: '1 Feb to 29 Feb 2020' })).toBeVisible();
  await expect(page.getByText('Nothing happened on these days')).toBeVisible();
  await expect(number(page, 'leads')).toHaveText('0');
});

test('a page of the site leads to the very conversations that began on it', async ({ page, request }) => {
  const ana = await lead(request);
  await page.goto('/admin/overview?of=leads');
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '/crowns' }) });
  await row.getByRole('link', { name: '/crowns' }).click();
  await expect(page).toHaveURL(`/admin/logs?from=${today()}&to=${today()}&began=true&page=%2Fcrowns`);
  await expect(page.locator(`.logrow[data-id="${ana.conversation}"]`)).toHaveCount(1);
  await page.getByRole('link', { name: 'Also those that only went on then' }).click();
  await expect(page).toHaveURL(`/admin/logs?from=${today()}&to=${today()}&page=%2Fcrowns`);
});

test('each split is one link away, and models are told by their answers', async ({ page, request }) => {
  await lead(request);
  await page.goto('/admin/overview');
  const splits = page.getByRole('navigation', { name: 'Split by' });
  await splits.getByRole('link', { name: 'Language' }).click();
  await expect(page).toHaveURL('/admin/overview?by=language');
  await expect(page.getByRole('rowheader', { name: 'English' })).toBeVisible();
  await splits.getByRole('link', { name: 'Model' }).click();
  await expect(page.getByRole('columnheader', { name: 'Answers' })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'offline assistant' })).toBeVisible();
});

test('the lines of the chart are a table, too, and each of its days leads on', async ({ page, request }) => {
  await lead(request);
  await page.goto('/admin/overview?days=7');
  const table = page.getByRole('region', { name: 'Chats, leads and meetings over time' });
  await expect(table).toBeHidden();
  await page.locator('summary').filter({ hasText: 'Table' }).first().click();
  await expect(table.getByRole('row')).toHaveCount(8);
  const chats = Number(await number(page, 'chats').innerText());
  const cells = await table.locator('tbody tr td:nth-child(2)').allInnerTexts();
  expect(cells.map(Number).reduce((sum, value) => sum + value, 0), 'the days are the whole').toBe(chats);
  await expect(table.getByRole('link').last()).toHaveAttribute('href', `/admin/logs?from=${today()}&to=${today()}&began=true`);
});

test('who waits for somebody is one link away', async ({ page, request }) => {
  const ana = await lead(request);
  await page.goto('/admin/overview');
  await page.locator('.desklist').filter({ hasText: 'Latest leads' }).getByRole('link', { name: ana.name }).click();
  await expect(page).toHaveURL(/\/admin\/leads\?lead=led_/);
  await expect(page.getByRole('dialog', { name: ana.name })).toBeVisible();
});

test('what nobody could answer stands here, and leads to the conversation and to the assistant', async ({ page, request }) => {
  const question = `Do you repair accordions, ${someone()}?`;
  const visitor = new Visitor(request);
  const { conversation } = await visitor.say(question);
  await new Visitor(request).say(question.toUpperCase());
  await page.goto('/admin/overview');
  const card = page.locator('.asked');
  await expect(card.getByRole('heading', { name: 'Questions without an answer' })).toBeVisible();
  const row = card.getByRole('listitem').filter({ hasText: question.toUpperCase() });
  await expect(row).toContainText('2 times');
  await expect(row).toContainText('The assistant does not know');
  await row.getByRole('link', { name: 'Conversation 2' }).click();
  await expect(page).toHaveURL(`/admin/conversations/${conversation}`);
  await page.goBack();
  await card.getByRole('link', { name: 'Teach the assistant' }).click();
  await expect(page).toHaveURL('/admin/assistant');
  await visitor.erase();
  await page.goto('/admin/overview');
  await expect(row).not.toContainText('2 times');
  await page.goto('/admin/overview?from=2020-02-01&to=2020-02-29');
  await expect(card.getByText('No question without an answer')).toBeVisible();
});
