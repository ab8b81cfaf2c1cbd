// The page behind a meeting's link, and booking by the plain form: with and without JavaScript.

import { type APIRequestContext } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { AWAY, type Meeting, book, call, date, fill, meetings, openDoors } from '../admin/meeting.ts';
import { Desk } from './desk.ts';

test.use({ signIn: true, alters: 'the meetings', expectedErrors: [/status of 4(04|09|22)/] });
test.beforeAll(async ({ site, ownerState }) => openDoors(site, await ownerState()));

/** Where the visitor manages the meeting, as a path of this server. */
async function linkOf(request: APIRequestContext, meeting: Meeting): Promise<string> {
  const view = await call<{ manage_url: string }>(request, 'meetings/get', { id: meeting.id });
  return new URL(view.manage_url).pathname;
}

const startOf = async (request: APIRequestContext, meeting: Meeting) => (await meetings(request)).find((row) => row.id === meeting.id)?.start;

test('the link says what is booked, on both clocks, and gives it as a file', async ({ page }) => {
  const ana = await book(page.request);
  await page.goto(await linkOf(page.request, ana));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Your meeting with');
  await expect(page.locator('.when')).toContainText('Karachi time');
  await expect(page.locator('.theirs')).toContainText('Lisbon time');
  await expect(page.locator('.meeting .told')).toContainText('is booked');
  const href = (await page.getByRole('link', { name: 'Add to your calendar' }).getAttribute('href')) ?? '';
  expect(await (await page.request.get(href)).text()).toContain('METHOD:REQUEST');
  expect(await page.locator('script').count(), 'it needs none').toBe(0);
});

test('another time is chosen, and the old one is free', async ({ page }) => {
  const ana = await book(page.request);
  const link = await linkOf(page.request, ana);
  await page.goto(link);
  const before = await page.locator('.when').innerText();
  await page.locator('.time').first().click();
  await page.getByRole('button', { name: 'Move the meeting' }).click();
  await expect(page).toHaveURL(link);
  await expect(page.locator('.when')).not.toHaveText(before);
  await expect(page.locator('.meeting .told')).toContainText('has been moved');
  expect(new Date((await startOf(page.request, ana)) ?? 0).getTime()).not.toBe(ana.start.getTime());
  await page.reload();
  await expect(page.locator('.meeting .told'), 'a reload moves nothing').toContainText('has been moved');
});

test('other days are a link away, and one of their times is taken', async ({ page }) => {
  const ana = await book(page.request);
  const link = await linkOf(page.request, ana);
  await page.goto(link);
  await page.getByRole('link', { name: 'Later days' }).click();
  await expect(page).toHaveURL(/\?from=\d{4}-\d\d-\d\d$/);
  const day = new URL(page.url()).searchParams.get('from');
  await expect(page.getByRole('link', { name: 'Earlier days' })).toBeVisible();
  await page.locator('.time').first().click();
  await page.getByRole('button', { name: 'Move the meeting' }).click();
  await expect(page).toHaveURL(link);
  expect(date(new Date((await startOf(page.request, ana)) ?? 0), AWAY)).toBe(day);
});

test('a time that somebody else took meanwhile is refused with other ones', async ({ page }) => {
  const [ana, ben] = [await book(page.request), await book(page.request)];
  await page.goto(`${await linkOf(page.request, ana)}?from=${date(new Date(), AWAY)}`);
  const before = await startOf(page.request, ana);
  await page.locator('.time').nth(1).click();
  // Ben gets the second free time of Ana's page.
  const free = await call<{ times: { start: string }[] }>(page.request, 'meetings/free', { id: ana.id, from: null, days: 14 });
  await fill(page.request, 'meetings/move', { id: ben.id, start: free.times[1]?.start ?? '' });
  await page.getByRole('button', { name: 'Move the meeting' }).click();
  await expect(page.getByRole('alert')).toHaveText('This time has just been taken. Choose another one.');
  await expect(page.locator('.time').first()).toBeVisible();
  expect(await startOf(page.request, ana)).toBe(before);
});

test('it is cancelled by a second press, and then the link says so', async ({ page }) => {
  const ana = await book(page.request);
  await page.goto(await linkOf(page.request, ana));
  await expect(page.getByRole('button', { name: 'Yes, cancel it' })).toBeHidden();
  await page.locator('.cancel summary').click();
  await page.getByRole('button', { name: 'Yes, cancel it' }).click();
  await expect(page.locator('.meeting .told')).toContainText('is cancelled');
  await expect(page.locator('form')).toHaveCount(0);
  expect(await startOf(page.request, ana)).toBeUndefined();
});

test('a link that was made up leads nowhere and tells nothing', async ({ page }) => {
  const ana = await book(page.request);
  const link = await linkOf(page.request, ana);
  const changed = link.slice(0, -1) + (link.endsWith('0') ? '1' : '0');
  for (const address of [changed, '/meeting/x', `/meeting/${'0'.repeat(64)}`]) {
    const answer = await page.goto(address);
    expect(answer?.status(), address).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link leads nowhere');
    await expect(page.locator('body')).not.toContainText(ana.name);
  }
});

test('without scripts, too, times are buttons and a pressed one is said', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled !== false, 'the other way is in booking.hydrate.spec.ts');
  const desk = await Desk.alone(page);
  await desk.field.fill('I would like to book a meeting.');
  await desk.button.click();
  const slot = desk.view.locator('.slot').first();
  const label = (await slot.getAttribute('aria-label')) ?? '';
  await slot.click();
  await expect(desk.own.last()).toHaveText(label);
});
