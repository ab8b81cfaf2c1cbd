// Booking in the chat: free times as buttons, the card of what is stored, and what a visitor can do with it.

import { expect, test } from '../../harness/fixtures.ts';
import { AWAY, HOME, clock, fill, meetings, openDoors } from '../admin/meeting.ts';
import { someone } from '../admin/visitor.ts';
import { Desk } from './desk.ts';

test.use({ timezoneId: AWAY, signIn: true, alters: 'the meetings' });
test.beforeAll(async ({ site, ownerState }) => openDoors(site, await ownerState()));

test('a time that is pressed is said, and becomes a meeting', async ({ page }) => {
  const name = someone();
  const email = `${name.toLowerCase()}@example.com`;
  const desk = await (await Desk.alone(page)).taken();
  await desk.ask(`Hi, I'm ${name}, ${email}. I would like to book a meeting.`);
  const card = desk.view.locator('.card.slots');
  await expect(card).toContainText('Karachi time');
  const slot = card.locator('.slot').first();
  const label = (await slot.getAttribute('aria-label')) ?? '';
  const [own, theirs] = [await slot.locator('b').innerText(), await slot.locator('small').innerText()];
  expect(own).not.toBe(theirs);
  await slot.click();
  await expect(desk.own.last()).toHaveText(label);

  const booked = desk.view.locator('.card.booking');
  await expect(booked).toHaveAttribute('data-status', 'confirmed');
  await expect(booked.getByRole('heading')).toHaveText('Booked');
  await expect(booked.locator('.when')).toContainText(own);
  await expect(booked.locator('small')).toContainText(theirs);
  const stored = (await meetings(page.request)).find((row) => row.email === email);
  if (!stored) throw new Error('nothing is stored');
  const [here, there] = [clock(new Date(stored.start), AWAY), clock(new Date(stored.start), HOME)];
  const minutes = (text: string) => text.slice(-2);
  expect(minutes(own.replace(/ [ap]m$/, ''))).toBe(minutes(here));
  expect(here).not.toBe(there);

  await page.reload();
  await desk.taken();
  await expect(booked, 'it is still there').toHaveCount(1);
  const link = booked.getByRole('link', { name: 'Change or cancel' });
  await expect(link).toHaveAttribute('target', '_blank');
  const file = await page.request.get((await booked.getByRole('link', { name: 'Add to calendar' }).getAttribute('href')) ?? '');
  expect(file.headers()['content-disposition']).toContain('invite.ics');
  // Long lines of such files are folded.
  expect((await file.text()).replaceAll('\r\n ', '')).toContain(`mailto:${email}`);

  await fill(page.request, 'meetings/cancel', { id: stored.id });
  await page.reload();
  await desk.taken();
  await expect(booked, 'what was cancelled since does not look booked').toHaveAttribute('data-status', 'cancelled');
  await expect(booked.getByRole('heading')).toHaveText('Cancelled');
});

test('nothing looks booked that is not stored', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  const before = (await meetings(page.request)).length;
  await desk.ask('I would like to book a meeting.');
  await expect(desk.view.locator('.card.slots')).toHaveCount(1);
  await expect(desk.view.locator('.card.booking')).toHaveCount(0);
  expect((await meetings(page.request)).length).toBe(before);
});

test('a card of a kind that the bundle does not know is left out', async ({ page }) => {
  await page.route('**/gemini/conversation', async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    for (const message of body.data.messages) message.cards.push({ kind: 'hologram', title: 'Booked' });
    await route.fulfill({ response, json: body });
  });
  const desk = await (await Desk.alone(page)).taken();
  await desk.ask('When are you open?');
  await page.reload();
  await desk.taken();
  await expect(desk.answers).toHaveCount(1);
  await expect(desk.view.locator('.rows')).not.toContainText('Booked');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test('times are high enough for a finger and nothing is too wide', async ({ page }) => {
    const desk = await (await Desk.alone(page)).taken();
    await desk.ask('I would like to book a meeting.');
    for (const slot of await desk.view.locator('.slot').all()) {
      expect((await slot.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });
});
