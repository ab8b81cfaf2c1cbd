// What goes wrong is said, what was written is kept, and trying again never says a thing twice.

import { type Route } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { Desk, storedToken } from './desk.ts';

// A list of several is wrapped, or the runner takes its second item for the option's settings.
test.use({ expectedErrors: [[/status of [45]\d\d/, /Failed to load resource/, /ERR_/], { option: true }] });

const refuse = (status: number, code: string, headers: Record<string, string> = {}) => (route: Route) =>
  route.fulfill({ status, headers, json: { status: 'error', message: 'In English.', data: { code, request_id: '7f2a-91' } } });

test('a send that fails keeps the words, and trying again sends them once', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  await page.route('**/gemini/train', (route) => route.abort());
  await desk.say('Are you there?');
  await expect(desk.problem).toContainText('The assistant cannot answer right now.');
  const notSent = desk.view.locator('.rows').getByText('Not sent').filter({ visible: true });
  await expect(notSent).toHaveCount(1);
  await expect(desk.own).toHaveText('Are you there?');
  await page.unroute('**/gemini/train');
  await desk.view.getByRole('button', { name: 'Try again' }).click();
  await expect(desk.answers).toHaveCount(1);
  await expect(desk.own).toHaveCount(1);
  await expect(desk.problem).toBeHidden();
  await expect(notSent).toHaveCount(0);
});

test('trying again after the answer was lost on the way shows it and does not ask twice', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  await desk.ask('Hello');
  // The server gets the message, the answer never comes back.
  await page.route('**/gemini/train', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await desk.say('What do you offer?');
  await expect(desk.problem).toBeVisible();
  let asked = 0;
  await page.unroute('**/gemini/train');
  page.on('request', (request) => (asked += Number(request.url().endsWith('/gemini/train'))));
  await desk.view.getByRole('button', { name: 'Try again' }).click();
  await expect(desk.answers).toHaveCount(2);
  expect(await desk.own.allInnerTexts()).toEqual(['Hello', 'What do you offer?']);
  expect(asked).toBe(0);
});

test('trying again after an answer was lost that had begun shows it and does not ask twice', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  await desk.ask('Hello');
  // The server answers to the end; the visitor hears that it began, and then nothing for longer than it is picked up.
  await page.route('**/gemini/train', async (route) => {
    const answer = await route.fetch();
    const start = (await answer.text()).split('\n\n').filter((event) => event.startsWith('event: start'));
    await route.fulfill({ response: answer, body: `${start.join('\n\n')}\n\n` });
  });
  await page.route('**/gemini/stream/*', (route) => route.abort());
  await desk.say('What do you offer?');
  await expect(desk.problem).toBeVisible({ timeout: 20_000 });
  let asked = 0;
  await page.unroute('**/gemini/train');
  page.on('request', (request) => (asked += Number(request.url().endsWith('/gemini/train'))));
  await desk.view.getByRole('button', { name: 'Try again' }).click();
  await expect(desk.answers).toHaveCount(2);
  expect(await desk.own.allInnerTexts()).toEqual(['Hello', 'What do you offer?']);
  expect(asked).toBe(0);
});

test('a stream that breaks off is picked up where it was', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  let resumed: string | undefined;
  page.on('request', (request) => {
    if (request.url().includes('/gemini/stream/')) resumed = request.headers()['last-event-id'];
  });
  await page.route('**/gemini/train', async (route) => {
    const answer = await route.fetch();
    const events = (await answer.text()).split('\n\n');
    await route.fulfill({ response: answer, body: `${events.slice(0, 2).join('\n\n')}\n\n` });
  });
  await desk.ask('What do you offer?');
  expect(Number(resumed)).toBeGreaterThan(0);
  await expect(desk.problem).toBeHidden();
});

test('offline is told at once, and nothing is asked', async ({ page, context }) => {
  const desk = await (await Desk.alone(page)).taken();
  await context.setOffline(true);
  await expect(desk.view.locator('.who')).toContainText('Offline');
  await desk.say('Hello?');
  await expect(desk.problem).toContainText('You are offline.');
  await context.setOffline(false);
  await expect(desk.view.locator('.who')).toContainText('answers at once');
  await desk.view.getByRole('button', { name: 'Try again' }).click();
  await expect(desk.answers).toHaveCount(1);
});

test('a limit says how long to wait, and trying again waits that long', async ({ page, startServer }) => {
  const server = await startServer({ env: { RATE_LIMIT_HOUR: '2' } });
  const desk = await (await Desk.alone(page, `${server.url}/widget`)).taken();
  await desk.ask('One');
  await desk.ask('Two');
  await desk.say('Three');
  await expect(desk.problem).toContainText(/You can write again in \d+ minutes/);
  await expect(desk.view.locator('#again')).toBeDisabled();
});

test('after a short limit the button can be pressed', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  await page.route('**/gemini/train', refuse(429, 'rate_limited', { 'retry-after': '2' }));
  await desk.say('One');
  await expect(desk.view.locator('#again')).toHaveText(/Try again in 2 seconds/);
  await page.unroute('**/gemini/train');
  await expect(desk.view.locator('#again')).toBeEnabled();
  await desk.view.locator('#again').click();
  await expect(desk.answers).toHaveCount(1);
});

for (const { status, code, words, retry } of [
  { status: 503, code: 'unavailable', words: 'The assistant cannot answer right now.', retry: true },
  { status: 500, code: 'internal', words: 'Something went wrong on our side. Your message is kept here.', retry: true },
  { status: 403, code: 'forbidden', words: 'This chat does not work on this website.', retry: false },
]) {
  test(`${status} is said honestly`, async ({ page }) => {
    const desk = await (await Desk.alone(page)).taken();
    await page.route('**/gemini/train', refuse(status, code));
    await desk.say('Hello');
    await expect(desk.problem).toContainText(words);
    await expect(desk.view.locator('#again')).toBeVisible({ visible: retry });
    await expect(desk.problem.getByText('Reference 7f2a-91')).toBeVisible({ visible: status === 500 });
    await expect(desk.problem).not.toContainText('In English');
    await expect(desk.field).toBeEnabled();
  });
}

test('words that the server refuses come back into the field', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  await page.route('**/gemini/train', refuse(422, 'invalid_fields'));
  await desk.say('Too odd');
  await expect(desk.field).toHaveValue('Too odd');
  await expect(desk.own).toHaveCount(0);
});

test('a token that is none any more is forgotten, and the message goes out all the same', async ({ page }) => {
  await page.goto('/widget');
  await page.evaluate(() => localStorage.setItem('chatimjd.token', 'vt_broken'));
  const desk = await (await Desk.alone(page)).taken();
  await desk.ask('Hello');
  expect(await storedToken(page)).toMatch(/^vt_.{43}$/);
});

test('without the bundle a visitor who comes back goes on with their conversation by the plain form', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  await desk.ask('One');
  const token = await storedToken(page);
  await page.route('**/pkg/widget.wasm*', (route) => route.abort());
  await page.reload();
  await desk.field.fill('Two');
  await desk.button.click();
  await expect(desk.own).toHaveText(['One', 'Two']);
  await expect(desk.view.locator('#composer input[name=token]')).toHaveValue(token ?? '');
  expect(page.url()).not.toContain('vt_');
});

test('without the bundle a token that is none any more does not keep a visitor out of the plain form', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('chatimjd.token', 'vt_broken'));
  await page.route('**/pkg/widget.wasm*', (route) => route.abort());
  const desk = await Desk.alone(page);
  await desk.field.fill('Hello');
  await desk.button.click();
  await expect(desk.problem).toBeVisible();
  await expect(desk.field).toHaveValue('Hello');
  await desk.button.click();
  await expect(desk.own).toHaveText(['Hello']);
  await expect(desk.answers).toHaveCount(1);
});

test('silence is told after 15 seconds and ends after 60', async ({ page }) => {
  await page.clock.install();
  const desk = await (await Desk.alone(page)).taken();
  await page.route('**/gemini/train', () => new Promise(() => undefined));
  await desk.say('Hello');
  await expect(desk.view.locator('.dots')).toBeVisible();
  await page.clock.runFor(14_000);
  await expect(desk.view.locator('.slow')).toBeHidden();
  await page.clock.runFor(4_000);
  await expect(desk.view.locator('.slow')).toBeVisible();
  await page.clock.runFor(46_000);
  await expect(desk.problem).toContainText('No answer came.');
  await expect(desk.view.locator('.dots')).toBeHidden();
  await expect(desk.view.locator('#again')).toBeEnabled();
});
