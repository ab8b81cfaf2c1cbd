// Meetings moved by pointer and by keyboard, taken back, seen live; and for everybody.

import AxeBuilder from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { type Meeting, book, call, clock, date, event, fill, meetings, open, openDoors, week } from './meeting.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

test.use({ signIn: true, alters: 'the meetings', viewport: { width: 1440, height: 1000 }, expectedErrors: [/status of 40[49]|ERR_FAILED/] });
test.beforeAll(async ({ site, ownerState }) => openDoors(site, await ownerState()));

const said = (page: Page) => page.locator('.meetings__main > [role=status]');
const news = (page: Page) => page.getByRole('region', { name: 'News' });
const startOf = async (page: Page, meeting: Meeting) => new Date((await meetings(page.request)).find((row) => row.id === meeting.id)?.start ?? 0);

test('by keyboard: lifted, moved from free time to free time, kept', async ({ page }) => {
  const ana = await book(page.request);
  await open(page, week(ana));
  await event(page, ana).focus();
  await page.keyboard.press('m');
  await expect(said(page)).toContainText('in this week. Arrows choose one');
  await page.keyboard.press('ArrowDown');
  const later = new Date(ana.start.getTime() + 30 * 60_000);
  await expect(said(page)).toContainText(clock(later));
  await expect(page.locator('.eventlanding')).toContainText(clock(later));
  await page.keyboard.press('Enter');
  await expect(said(page)).toContainText(`${ana.name} is moved to`);
  await expect(event(page, ana)).toContainText(`${clock(later)} to `);
  await expect(event(page, ana), 'the focus goes with it').toBeFocused();
  await expect(news(page)).toContainText(`${ana.name} is moved to`);
  await news(page).getByRole('button', { name: 'Undo' }).click();
  await expect(event(page, ana)).toContainText(`${clock(ana.start)} to `);
  expect((await startOf(page, ana)).getTime()).toBe(ana.start.getTime());
});

test('by keyboard: Escape gives up, and so does leaving', async ({ page }) => {
  const ana = await book(page.request);
  await open(page, week(ana));
  await event(page, ana).focus();
  for (const leave of ['Escape', 'Tab']) {
    await event(page, ana).focus();
    await page.keyboard.press('m');
    await expect(said(page)).toContainText('Arrows choose one');
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('.eventlanding')).toHaveCount(1);
    await page.keyboard.press(leave);
    await expect(said(page)).toContainText(`${ana.name} stays at`);
    await expect(page.locator('.eventlanding')).toHaveCount(0);
  }
  await expect(page, 'no key has opened anything').not.toHaveURL(/meeting=/);
  expect((await startOf(page, ana)).getTime()).toBe(ana.start.getTime());
});

test('by pointer: pulled to a free time, asked for, moved', async ({ page }) => {
  const ana = await book(page.request);
  await open(page, week(ana));
  await event(page, ana).scrollIntoViewIfNeeded();
  const from = await event(page, ana).boundingBox();
  if (!from) throw new Error('the meeting is on the page');
  await page.mouse.move(from.x + 20, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(from.x + 24, from.y + 30, { steps: 4 });
  // Two hours further down: an hour is 75 pixels high.
  const target = { x: from.x + 24, y: from.y + 8 + 150 };
  const landing = page.locator('.eventlanding');
  await expect
    .poll(async () => {
      // The free times come from the server: until they are there, a move finds nothing.
      await page.mouse.move(target.x, target.y - 1);
      await page.mouse.move(target.x, target.y);
      return landing.count();
    })
    .toBe(1);
  const wanted = (await landing.innerText()).slice(0, 5);
  await page.mouse.up();
  const question = page.getByRole('dialog', { name: `Move ${ana.name} to` });
  // This installation has neither a mail server nor Google's calendar.
  await expect(question).toContainText('Nobody writes to them: tell them yourself.');
  await expect(question.getByRole('link', { name: ana.email })).toHaveAttribute('href', `mailto:${ana.email}`);
  await question.getByRole('button', { name: 'Move' }).click();
  await expect(event(page, ana)).toContainText(`${wanted} to `);
  await expect(page, 'a drag is no click').not.toHaveURL(/meeting=/);
});

test('by pointer: let go of outside of every free time, it stays', async ({ page }) => {
  const ana = await book(page.request);
  await open(page, week(ana));
  await event(page, ana).scrollIntoViewIfNeeded();
  const from = await event(page, ana).boundingBox();
  if (!from) throw new Error('the meeting is on the page');
  await page.mouse.move(from.x + 20, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 20, { steps: 4 });
  await page.mouse.move(100, 30, { steps: 4 });
  await page.mouse.up();
  await expect(said(page)).toContainText(`${ana.name} stays at`);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('what was cancelled is booked again by Undo', async ({ page }) => {
  const ana = await book(page.request);
  await open(page, `${week(ana)}&meeting=${ana.id}`);
  await page.getByRole('dialog', { name: ana.name }).getByRole('button', { name: 'Cancel meeting' }).click();
  const question = page.getByRole('dialog', { name: /^Cancel the meeting/ });
  await expect(question).toContainText('is free for others at once. Nobody writes to them: tell them yourself.');
  await expect(question.getByRole('link', { name: ana.email })).toHaveAttribute('href', `mailto:${ana.email}`);
  await question.getByRole('button', { name: 'Cancel meeting' }).click();
  await news(page).getByRole('button', { name: 'Undo' }).click();
  await expect(news(page)).toContainText('is booked again');
  const again = (await meetings(page.request)).filter((row) => row.email === ana.email);
  expect(again.map((row) => new Date(row.start).getTime())).toEqual([ana.start.getTime()]);
});

test('what others do is seen without a reload', async ({ page }) => {
  const ana = await book(page.request);
  await open(page, week(ana));
  await fill(page.request, 'meetings/cancel', { id: ana.id, version: String(ana.version) });
  await expect(event(page, ana)).toHaveClass(/event--cancelled/);
  const ben = await book(page.request);
  await page.goto(week(ben));
  await expect(event(page, ben)).toBeVisible();
});

test('who is erased by somebody else is not read any longer', async ({ page }) => {
  const ana = await book(page.request);
  const { lead_id } = await call<{ lead_id: string }>(page.request, 'meetings/get', { id: ana.id });
  await open(page, `${week(ana)}&meeting=${ana.id}`);
  await expect(page.getByRole('dialog', { name: ana.name })).toBeVisible();
  await call(page.request, 'leads/erase', { ids: [lead_id] });
  await expect(page.getByText('This meeting is not here')).toBeVisible();
  await expect(event(page, ana)).toHaveCount(0);
  await expect(page.getByText(ana.email)).toHaveCount(0);
});

test('a day that was opened stays open, and what is chosen stays chosen, while others book', async ({ page }) => {
  const ana = await book(page.request);
  await open(page, `${week(ana)}&meeting=${ana.id}`);
  const day = page.getByRole('dialog', { name: ana.name }).locator('.pickerday').nth(1);
  await day.locator('summary').click();
  const choice = day.locator('.pickertime').last();
  await choice.click();
  const again = page.waitForResponse('**/rpc/meetings/free');
  const bob = await book(page.request);
  await again;
  await expect(event(page, bob)).toBeVisible();
  await expect(choice).toBeVisible();
  await expect(choice.locator('input')).toBeChecked();
});

test('somebody else was quicker: nothing is moved, and the page says why', async ({ page }) => {
  const ana = await book(page.request);
  await open(page, `${week(ana)}&meeting=${ana.id}`);
  const drawer = page.getByRole('dialog', { name: ana.name });
  await drawer.locator('.pickertime').first().click();
  // The news of the change are held back: the page still has the version before.
  await page.route('**/rpc/meetings/get', (route) => route.abort());
  await fill(page.request, 'meetings/move', { id: ana.id, start: new Date(ana.start.getTime() + 60 * 60_000).toISOString() });
  await drawer.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(news(page)).toContainText('Someone else saved meanwhile');
});

test('Escape closes the drawer and the focus goes back', async ({ page }) => {
  const ana = await book(page.request);
  await open(page, week(ana));
  await event(page, ana).press('Enter');
  const drawer = page.getByRole('dialog', { name: ana.name });
  await expect(drawer).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect(event(page, ana)).toBeFocused();
});

test('the month at the side: the week is marked, keys go through the days, Enter goes to a week', async ({ page }) => {
  const ana = await book(page.request);
  await open(page, week(ana));
  const month = page.getByRole('region', { name: /^[A-Z][a-z]+ \d{4}$/ });
  const day = (at: Date) => month.locator(`.monthday[data-date="${date(at)}"]`);
  await expect(month.locator('.month__week.is-shown').locator(`[data-date="${date(ana.start)}"]`)).toHaveCount(1);
  await day(ana.start).focus();
  const later = new Date(ana.start.getTime() + 8 * 86_400_000);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(day(later)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator(`.weekday__grid[data-date="${date(later)}"]`)).toBeVisible();
  await expect(month.locator('.month__week.is-shown').locator(`[data-date="${date(later)}"]`)).toHaveCount(1);
  await expect(day(later), 'the focus stays').toBeFocused();
  const title = month.getByRole('heading');
  const here = await title.innerText();
  await month.getByRole('button', { name: 'Next month' }).click();
  await expect(title).not.toHaveText(here);
  await month.getByRole('button', { name: 'Previous month' }).click();
  await expect(title).toHaveText(here);
});

test('right to left: the week is mirrored, and the arrows with it', async ({ page }) => {
  const ana = await book(page.request);
  await open(page, week(ana));
  await page.evaluate(() => (document.documentElement.dir = 'rtl'));
  const days = page.locator('.weekday');
  const [first, last] = [await days.first().boundingBox(), await days.last().boundingBox()];
  expect(first?.x ?? 0).toBeGreaterThan(last?.x ?? 0);
  await event(page, ana).focus();
  await page.keyboard.press('m');
  await expect(said(page)).toContainText('Arrows choose one');
  const isSunday = (await days.last().locator(`[data-id="${ana.id}"]`).count()) === 1;
  await page.keyboard.press(isSunday ? 'ArrowRight' : 'ArrowLeft');
  const day = page.locator('.weekday').filter({ has: page.locator('.eventlanding') }).locator('.weekday__grid');
  const wanted = new Date(ana.start.getTime() + (isSunday ? -1 : 1) * 86_400_000);
  await expect(day).toHaveAttribute('data-date', date(wanted));
  await page.keyboard.press('Escape');
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [{ width: 1440, height: 1024 }, { width: 360, height: 740 }]) {
    test.describe(`for everybody, ${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });

      const check = async (page: Page, address: string): Promise<void> => {
        await open(page, address);
        await expect(page.locator('[aria-label="Loading"]')).toHaveCount(0);
        const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`), address).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(wide, `${address} is too wide by`).toBeLessThanOrEqual(0);
      };

      test('week and drawer', async ({ page }) => {
        const ana = await book(page.request);
        await check(page, week(ana));
        await check(page, `${week(ana)}&meeting=${ana.id}`);
      });

      test('list and settings', async ({ page }) => {
        await check(page, '/admin/meetings?view=list');
        await check(page, '/admin/settings/meetings');
      });
    });
  }
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('the week is a list of days, and every meeting is high enough for a finger', async ({ page }) => {
    const ana = await book(page.request);
    await open(page, week(ana));
    await expect(page.locator('.week__hours')).toBeHidden();
    const box = await event(page, ana).boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect(box?.width).toBeGreaterThan(280);
    await expect(event(page, ana)).toContainText(clock(ana.start));
  });
});
