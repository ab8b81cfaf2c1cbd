// Meetings as the server renders them: seen in the week and in lists, moved and cancelled, with and without JavaScript.

import { expect, test } from '../../harness/fixtures.ts';
import { AWAY, HOME, book, clock, date, event, meetings, openDoors, week } from './meeting.ts';

test.use({ signIn: true, alters: 'the meetings', expectedErrors: [/status of 404/] });
test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ site, ownerState }) => openDoors(site, await ownerState()));

test('a booking stands in its week, and the drawer tells both clocks', async ({ page, request }) => {
  const ana = await book(page.request);
  await page.goto('/admin/conversations');
  await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Meetings' }).click();
  await expect(page).toHaveURL('/admin/meetings');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Meetings');
  await page.goto(week(ana));
  await expect(page.locator(`.weekday__grid[data-date="${date(ana.start)}"]`).locator(`[data-id="${ana.id}"]`)).toHaveCount(1);
  await expect(event(page, ana)).toContainText(`${clock(ana.start)} to ${clock(ana.end)}`);
  await event(page, ana).click();
  const drawer = page.getByRole('dialog', { name: ana.name });
  await expect(drawer.getByRole('heading', { level: 2 })).toHaveText(ana.name);
  await expect(drawer.locator('.clocks__one').first()).toContainText(clock(ana.start, HOME));
  await expect(drawer.locator('.clocks__one').last()).toContainText('Karachi');
  await expect(drawer.locator('.clocks__one').last()).toContainText(clock(ana.start, AWAY));
  await expect(drawer.locator('.statetag')).toContainText('Confirmed');
  await expect(drawer.getByRole('link', { name: ana.email })).toHaveAttribute('href', `mailto:${ana.email}`);
  const file = await request.get((await drawer.getByRole('link', { name: 'Download as .ics' }).getAttribute('href')) ?? '');
  expect(file.headers()['content-type']).toContain('text/calendar');
  expect(await file.text()).toContain('BEGIN:VEVENT');
  await drawer.getByRole('link', { name: 'Open lead' }).click();
  await expect(page.getByRole('dialog', { name: ana.name }), 'the lead').toContainText('Meeting booked');
});

test('the way through the weeks stands in the address, as does a second clock', async ({ page }) => {
  const ana = await book(page.request);
  await page.goto(week(ana));
  const when = page.locator('.meetings__when');
  const here = await when.innerText();
  await page.getByRole('link', { name: 'Next week' }).click();
  await expect(when).not.toHaveText(here);
  await page.getByRole('link', { name: 'Previous week' }).click();
  await expect(when).toHaveText(here);
  await page.locator('summary').filter({ hasText: 'One clock' }).click();
  await page.getByRole('link', { name: 'Karachi' }).click();
  await expect(page).toHaveURL(/also=Asia%2FKarachi/);
  await expect(page.locator('.week__zones')).toContainText('Karachi');
  await page.getByRole('link', { name: 'Today' }).click();
  await expect(page.locator('.weekday__head[aria-current="date"]')).toHaveCount(1);
  await expect(page).toHaveURL('/admin/meetings?also=Asia%2FKarachi');
});

test('lists show what is to come, what was, and what was cancelled', async ({ page }) => {
  const ana = await book(page.request);
  await page.goto('/admin/meetings');
  await page.getByRole('navigation', { name: 'View' }).getByRole('link', { name: 'List' }).click();
  await expect(page).toHaveURL('/admin/meetings?view=list');
  const row = page.getByRole('row').filter({ hasText: ana.email });
  await expect(row).toContainText(`${clock(ana.start, AWAY)} in Karachi`);
  await expect(row).toContainText('Confirmed');
  await page.getByRole('navigation', { name: 'Which meetings' }).getByRole('link', { name: 'Past' }).click();
  await expect(page).toHaveURL('/admin/meetings?view=list&list=past');
  await expect(page.getByText('No meetings yet')).toBeVisible();
  await page.getByRole('navigation', { name: 'Which meetings' }).getByRole('link', { name: 'Cancelled' }).click();
  await expect(row).toHaveCount(0);
});

test('a meeting is moved to a free time of the drawer', async ({ page }) => {
  const ana = await book(page.request);
  await page.goto(`/admin/meetings?meeting=${ana.id}`);
  const drawer = page.getByRole('dialog', { name: ana.name });
  const day = drawer.locator('.pickerday').nth(1);
  await day.locator('summary').click();
  const choice = day.locator('.pickertime').first();
  const wanted = new Date((await choice.locator('input').getAttribute('value')) ?? '');
  await choice.click();
  await drawer.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(drawer.locator('.clocks__one').first()).toContainText(`${clock(wanted)} to `);
  await expect.poll(async () => (await meetings(page.request)).find((row) => row.id === ana.id)?.start).toBe(wanted.toISOString().replace('.000Z', 'Z'));
  await page.reload();
  await expect(page.locator('.meetingorigin')).toContainText('Changed 1 time');
});

test('a meeting is cancelled, and its time is free at once', async ({ page, javaScriptEnabled }) => {
  const ana = await book(page.request);
  await page.goto(`/admin/meetings?meeting=${ana.id}`);
  const drawer = page.getByRole('dialog', { name: ana.name });
  await drawer.getByRole('button', { name: 'Cancel meeting' }).click();
  if (javaScriptEnabled !== false) {
    const question = page.getByRole('dialog', { name: `Cancel the meeting with ${ana.name}?` });
    await expect(question.getByRole('button', { name: 'Keep it' })).toBeFocused();
    await question.getByRole('button', { name: 'Cancel meeting' }).click();
  }
  await expect(drawer.locator('.statetag')).toContainText('Cancelled');
  await expect(drawer.locator('.pickerday')).toHaveCount(0);
  expect((await meetings(page.request)).some((row) => row.id === ana.id)).toBe(false);
  expect((await meetings(page.request, 'cancelled')).some((row) => row.id === ana.id)).toBe(true);
});

test('a meeting that there is not says so', async ({ page }) => {
  const answer = await page.goto(`/admin/meetings?meeting=mtg_${'0'.repeat(32)}`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByText('This meeting is not here')).toBeVisible();
  await page.getByRole('link', { name: 'Back to the meetings' }).click();
  await expect(page).toHaveURL('/admin/meetings');
});
