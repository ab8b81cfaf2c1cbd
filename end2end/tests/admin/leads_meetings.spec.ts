// The meetings of a lead, in the lead's drawer: to come, past, none; with and without JavaScript.

import { type Locator, type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { lead } from './lead.ts';
import { AWAY, type Meeting, book, call, clock, fill, openDoors } from './meeting.ts';

test.use({ signIn: true, alters: 'the meetings' });
test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ site, ownerState }) => openDoors(site, await ownerState()));

const part = (drawer: Locator) => drawer.getByRole('region', { name: 'Meetings' });

/** The drawer of whoever comes to this meeting. */
async function openLeadOf(page: Page, meeting: Meeting): Promise<Locator> {
  const { lead_id: id } = await call<{ lead_id: string }>(page.request, 'meetings/get', { id: meeting.id });
  await page.goto(`/admin/leads?lead=${id}`);
  return page.getByRole('dialog', { name: meeting.name });
}

test('a meeting to come leads to its own drawer', async ({ page }) => {
  const ana = await book(page.request);
  const meetings = part(await openLeadOf(page, ana));
  await expect(meetings).toContainText('1 to come');
  const link = meetings.getByRole('link');
  await expect(link).toContainText(clock(ana.start));
  await expect(link).toContainText(`${clock(ana.start, AWAY)} in Karachi`);
  await expect(link).toContainText('Confirmed');
  await link.click();
  await expect(page).toHaveURL(new RegExp(`/admin/meetings\\?week=[0-9-]+&meeting=${ana.id}`));
  await expect(page.getByRole('dialog', { name: ana.name }).locator('.clocks__one').first()).toContainText(clock(ana.start));
});

test('what was cancelled is no longer to come', async ({ page, javaScriptEnabled }) => {
  const ana = await book(page.request);
  const meetings = part(await openLeadOf(page, ana));
  await expect(meetings).toContainText('1 to come');
  if (javaScriptEnabled !== false) await expect(page.locator('[data-live="open"]')).toHaveCount(1);
  await fill(page.request, 'meetings/cancel', { id: ana.id, version: String(ana.version) });
  if (javaScriptEnabled === false) await page.reload();
  await expect(meetings, 'seen without a reload where the page is awake').toContainText('none to come');
  await expect(meetings.getByRole('heading', { name: 'Past and cancelled' })).toBeVisible();
  await expect(meetings.getByRole('link')).toContainText('Cancelled');
});

test('whoever has no meeting has none', async ({ page }) => {
  const bo = await lead(page.request);
  await page.goto('/admin/leads');
  await page.locator('.leadrow').filter({ hasText: bo.email }).getByRole('link', { name: bo.name }).click();
  const meetings = part(page.getByRole('dialog', { name: bo.name }));
  await expect(meetings).toContainText('When one is booked with this person, it stands here.');
  await expect(meetings.getByRole('link')).toHaveCount(0);
});
