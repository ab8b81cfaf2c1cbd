// A conversation as a visitor has it: streamed, stopped, picked up again, kept, copied, taken along, erased.

import { type Page, type Route } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expect, test as base } from '../../harness/fixtures.ts';
import { FakeGemini, Server } from '../../harness/server.ts';
import { Desk, storedToken } from './desk.ts';

/** A server whose model says a piece (four words) only when it is let. */
interface Held {
  url: string;
  say: (pieces: number) => Promise<void>;
}

/** More pieces than any answer has. */
const ALL = 1_000;

const test = base.extend<{ held: Held }>({
  held: async ({}, use) => {
    const fake = await FakeGemini.start({ gated: true });
    const server = await Server.start({ gemini: fake.url });
    await use({ url: server.url, say: (pieces) => fake.through(pieces) });
    await fake.through(ALL);
    await server.stop();
    await fake.stop();
  },
});

/** Holds the answer to the next request of this kind until it is let go. */
async function hold(page: Page, address: string): Promise<() => void> {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  let isFirst = true;
  // Not `times: 1`: with the last handler gone, Playwright lets through what others hold, which is sent twice then.
  await page.route(address, async (route: Route) => {
    if (!isFirst) return route.fallback();
    isFirst = false;
    const response = await route.fetch();
    await gate;
    await route.fulfill({ response });
  });
  return letGo;
}

const LONG = 'I should like to know a good deal about everything that you do here, from the first day to the last';

test('words appear as they come, and the log gets the answer once, when it is complete', async ({ page, held }) => {
  const desk = await (await Desk.alone(page, `${held.url}/widget`)).taken();
  await desk.say(LONG);
  await expect(desk.own).toHaveText(LONG);
  await expect(desk.button).toHaveAttribute('aria-label', 'Stop');
  const live = desk.view.locator('#live');
  await held.say(1);
  await expect(live).toContainText('You wrote');
  const first = await live.innerText();
  await held.say(2);
  await expect.poll(async () => (await live.innerText()).length).toBeGreaterThan(first.length);
  expect(await desk.answers.count(), 'not in the log while it is written').toBe(0);
  await expect(desk.view.locator('.live')).toHaveAttribute('aria-hidden', 'true');
  await held.say(ALL);
  await expect(desk.answers).toHaveCount(1);
  await expect(desk.answers).toContainText('What else may I do for you?');
  await expect(live).toBeHidden();
  await expect(desk.button).toHaveAttribute('aria-label', 'Send');
});

test('Stop keeps what was shown, here and on the server', async ({ page, held }) => {
  const desk = await (await Desk.alone(page, `${held.url}/widget`)).taken();
  await desk.say(LONG);
  await held.say(2);
  await expect(desk.view.locator('#live')).toContainText('You wrote');
  await desk.button.click();
  await expect(desk.answers).toHaveCount(1);
  await expect(desk.view.locator('.ending').last()).toHaveText('You stopped this answer.');
  const kept = (await desk.answers.innerText()).trim();
  expect(kept).not.toContain('What else');
  await page.reload();
  await expect(desk.answers).toHaveText(kept);
  await expect(desk.view.locator('.ending').last()).toHaveText('You stopped this answer.');
});

test('Stop before the first word leaves no empty bubble, and says so after a reload too', async ({ page, held }) => {
  const desk = await (await Desk.alone(page, `${held.url}/widget`)).taken();
  await desk.say(LONG);
  await expect.poll(() => storedToken(page), { message: 'the answer has begun' }).not.toBeNull();
  await desk.button.click();
  for (const again of [false, true]) {
    if (again) await page.reload();
    await expect(desk.view.locator('.ending').last()).toHaveText('You stopped this answer.');
    await expect(desk.answers).toHaveCount(1);
    await expect(desk.answers).toBeHidden();
    await expect(desk.view.locator('.rows .assistant .copy')).toBeHidden();
    await expect(desk.problem).toBeHidden();
  }
});

test('a reload in the middle of an answer goes on with it', async ({ page, held }) => {
  const desk = await (await Desk.alone(page, `${held.url}/widget`)).taken();
  await desk.say(LONG);
  await held.say(1);
  await expect(desk.view.locator('#live')).toContainText('You wrote');
  await page.reload();
  await desk.taken();
  await expect(desk.button).toHaveAttribute('aria-label', 'Stop');
  await expect(desk.own).toHaveText(LONG);
  await held.say(ALL);
  await expect(desk.answers).toContainText('What else may I do for you?');
  await expect(desk.answers).toHaveCount(1);
});

test('the conversation is still there after a reload, in its order', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  await desk.ask("Hi, I'm Ana, ana@example.com, what do you cost?");
  await desk.ask('And when are you open?');
  const said = await desk.view.locator('.rows .bubble').allInnerTexts();
  expect(said).toHaveLength(4);
  await page.reload();
  await desk.taken();
  await expect(desk.answers).toHaveCount(2);
  expect(await desk.view.locator('.rows .bubble').allInnerTexts()).toEqual(said);
  await expect(desk.view.locator('#first-day')).toHaveText('Today');
  await expect(desk.view.locator('.starters')).toBeHidden();
});

for (const first of ['conversation', 'answer']) {
  test(`what is written before the conversation is there stays with it: the ${first} comes first`, async ({ page }) => {
    const desk = await (await Desk.alone(page)).taken();
    await desk.ask('One');
    const letConversation = await hold(page, '**/gemini/conversation');
    const letAnswer = await hold(page, '**/gemini/train');
    await page.reload();
    await desk.taken();
    await desk.say('Two');
    await expect(desk.own).toHaveText('Two');
    if (first === 'conversation') {
      const read = page.waitForEvent('requestfinished', (request) => request.url().endsWith('/gemini/conversation'));
      letConversation();
      await read;
      letAnswer();
    } else {
      letAnswer();
      await expect(desk.answers).toHaveCount(1);
      letConversation();
    }
    await expect(desk.answers).toHaveCount(2);
    expect(await desk.own.allInnerTexts()).toEqual(['One', 'Two']);
  });
}

test('two tabs are one visitor: what is written in the second joins the conversation of the first', async ({ page, context }) => {
  const first = await (await Desk.alone(page)).taken();
  const second = await (await Desk.alone(await context.newPage())).taken();
  await first.ask('In the first tab');
  const token = await storedToken(first.view);
  await second.say('In the second tab');
  await expect(second.own).toHaveText(['In the first tab', 'In the second tab']);
  await expect(second.answers).toHaveCount(2);
  expect(await storedToken(second.view)).toBe(token);
  await page.reload();
  await expect(first.own).toHaveText(['In the first tab', 'In the second tab']);
});

test('a starter begins the conversation', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  await desk.view.getByRole('button', { name: 'When are you open?' }).click();
  await expect(desk.own).toHaveText('When are you open?');
  await expect(desk.answers).toHaveCount(1);
  await expect(desk.view.locator('.starters')).toBeHidden();
});

test('Enter sends, Shift+Enter breaks the line, an input method keeps its Enter', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  await desk.field.press('Enter');
  await expect(desk.own).toHaveCount(0);
  await desk.field.fill('first');
  await desk.field.press('Shift+Enter');
  await desk.field.pressSequentially('second');
  const high = (await desk.field.boundingBox())?.height ?? 0;
  expect(high, 'the field grows').toBeGreaterThan(60);
  await desk.field.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
  await expect(desk.own).toHaveCount(0);
  await desk.field.press('Enter');
  await expect(desk.own).toHaveText('first\nsecond');
  await expect(desk.field).toHaveValue('');
  expect((await desk.field.boundingBox())?.height).toBeLessThan(60);
});

test('a message is bounded, and the visitor is told in time', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  const count = desk.view.locator('#count');
  await desk.field.fill('x'.repeat(3_500));
  await expect(count).toHaveText('');
  await desk.field.fill('x'.repeat(3_900));
  await expect(count).toHaveText('100 characters left');
  await desk.field.fill('😀'.repeat(4_003));
  await expect(count).toHaveText('Too long by 3 characters');
  await expect(desk.button).toBeDisabled();
  await desk.field.press('Enter');
  await expect(desk.own).toHaveCount(0);
  await expect(desk.field).toHaveValue('😀'.repeat(4_003));
});

test('a new conversation starts empty and the token stays', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  await desk.ask('Hello');
  const token = await storedToken(desk.view);
  await desk.menu('New conversation');
  await expect(desk.own).toHaveCount(0);
  await expect(desk.view.locator('.starters')).toBeVisible();
  await page.reload();
  await desk.taken();
  await expect(desk.view.locator('.starters')).toBeVisible();
  await desk.ask('Hello again');
  expect(await storedToken(desk.view)).toBe(token);
});

test('erasing asks first, with the safe answer at hand, and leaves nothing', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  await desk.ask('My secret is 4711');
  const token = await storedToken(desk.view);
  await desk.menu('Erase my chat');
  const dialog = desk.view.getByRole('dialog', { name: 'Erase this chat?' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByText('Keep it')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(desk.own).toHaveCount(1);

  await desk.menu('Erase my chat');
  await dialog.getByRole('button', { name: 'Erase' }).click();
  await expect(desk.own).toHaveCount(0);
  await expect(desk.view.locator('#status')).toHaveText('Your chat has been erased.');
  expect(await storedToken(desk.view)).toBeNull();
  const answer = await page.request.get('/gemini/conversation', { headers: { authorization: `Bearer ${token}` } });
  expect(await answer.text()).not.toContain('4711');
});

test('the chat can be taken along as text', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  await desk.ask('What do you cost?');
  const download = page.waitForEvent('download');
  await desk.menu('Download my chat');
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^chat-\d{4}-\d\d-\d\d\.txt$/);
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toContain('] You\r\nWhat do you cost?');
  expect(text).toContain('] Assistant\r\n');
  await expect(desk.own, 'the page stays').toHaveCount(1);
});

test('an answer can be copied', async ({ page, context, site }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.url });
  const desk = await (await Desk.alone(page)).taken();
  await desk.ask('Hello');
  await desk.view.getByRole('button', { name: 'Copy' }).click();
  await expect(desk.view.locator('.copy[data-done]')).toHaveText(/Copied/);
  expect((await page.evaluate(() => navigator.clipboard.readText())).trim()).toBe((await desk.answers.innerText()).trim());
});

test('a visitor who reads further up is told of news and not pulled down', async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 420 });
  const desk = await (await Desk.alone(page)).taken();
  await desk.ask('One');
  await desk.ask('Two');
  const list = desk.view.locator('#messages');
  const chip = desk.view.getByRole('button', { name: 'New messages' });
  await page.route('**/gemini/train', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await desk.say('Three');
  await list.evaluate((element) => (element.scrollTop = 0));
  await expect(desk.answers).toHaveCount(3);
  await expect(chip).toBeVisible();
  expect(await list.evaluate((element) => element.scrollTop)).toBe(0);
  await chip.click();
  await expect(chip).toBeHidden();
  await expect(desk.answers.last()).toBeInViewport();
});
