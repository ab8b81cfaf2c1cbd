// A phone of 360 px: nothing to scroll sideways, list → conversation → details, with and without JavaScript.

import { type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { Visitor, someone } from './visitor.ts';

test.use({ signIn: true, viewport: { width: 360, height: 740 } });

async function fits(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    const main = document.querySelector('main');
    return Math.max(wide, main ? main.scrollWidth - main.clientWidth : 0);
  });
  expect(overflow, `${page.url()} is too wide by`).toBeLessThanOrEqual(0);
}

test('list, conversation and details take the whole screen in turn', async ({ page, request }) => {
  const name = someone();
  const visitor = new Visitor(request);
  const { conversation } = await visitor.say(`My name is ${name}, and averylongwordwithoutanyspaces@a-very-long-host-name-indeed.example is mine`);
  await visitor.say('Can I talk to a person?');
  await page.goto('/admin/conversations');
  await fits(page);
  await page.getByRole('listitem').filter({ hasText: name }).getByRole('link').click();
  await expect(page.getByRole('log')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Conversations' })).toBeHidden();
  await expect(page.getByRole('complementary')).toBeHidden();
  await fits(page);
  await page.getByRole('link', { name: 'Details', exact: true }).click();
  await expect(page).toHaveURL(`/admin/conversations/${conversation}?panel=details`);
  await expect(page.getByRole('complementary')).toContainText('Captured');
  await expect(page.getByRole('complementary')).toContainText('Wants a person');
  await fits(page);
  await page.getByRole('link', { name: 'Close details' }).click();
  await expect(page.getByRole('complementary')).toBeHidden();
  await page.getByRole('link', { name: 'Back to the list' }).click();
  await expect(page.getByRole('heading', { name: 'Conversations' })).toBeVisible();
});

test('the details slide in without anything to scroll sideways', async ({ page, request }) => {
  const { conversation } = await new Visitor(request).say('What are your opening hours?');
  await page.goto(`/admin/conversations/${conversation}`);
  // Time stands still for animations: the panel stays where it comes from.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Animation.enable');
  await devtools.send('Animation.setPlaybackRate', { playbackRate: 0 });
  await page.getByRole('link', { name: 'Details', exact: true }).click();
  const panel = page.getByRole('complementary');
  await expect(panel).toBeVisible();
  const box = await panel.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0), 'the panel is still on its way').toBeGreaterThan(360);
  await fits(page);
});

test('every page fits', async ({ page }) => {
  for (const [path, name] of [['/admin/reports', 'Reports'], ['/admin/logs', 'Logs'], ['/admin/logs/archives', 'Logs'], ['/admin/logs/audit', 'Logs']] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    await fits(page);
  }
  await page.goto('/admin/overview?days=30');
  await expect(page.getByRole('heading', { name: 'Funnel' })).toBeVisible();
  await fits(page);
  for (const path of ['/admin/settings/business', '/admin/settings/meetings', '/admin/settings/assistant', '/admin/settings/widget', '/admin/settings/fields', '/admin/settings/notifications', '/admin/settings/keys', '/admin/settings/people', '/admin/settings/account']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    await fits(page);
  }
  await page.context().clearCookies();
  await page.goto('/admin/login');
  await fits(page);
});

test('the tab that one came to by its address comes into sight, or can be brought there', async ({ page, javaScriptEnabled }) => {
  for (const [address, tabs, name] of [
    ['/admin/settings/keys', 'Settings', /^API keys/],
    ['/admin/leads?status=lost', 'Which leads', /^Lost/],
    ['/admin/assistant?view=tests', 'Assistant', /^Tests/],
    ['/admin/assistant?view=play', 'Assistant', /^Playground/],
    ['/admin/assistant?view=versions', 'Assistant', /^Versions/],
    ['/admin/overview?by=model', 'Split by', /^Model/],
  ] as const) {
    await page.goto(address);
    const row = page.getByRole('navigation', { name: tabs, exact: true });
    const tab = row.getByRole('link', { name });
    expect(await row.evaluate((element) => element.scrollWidth - element.clientWidth), 'the tabs have no room beside each other').toBeGreaterThan(0);
    if (!javaScriptEnabled) await tab.focus();
    await expect(async () => {
      const box = await tab.boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
    }).toPass();
  }
});

test('where the first tab is the current one, the row is not scrolled', async ({ page }) => {
  for (const [address, tabs] of [['/admin/settings/business', 'Settings'], ['/admin/leads', 'Which leads'], ['/admin/assistant', 'Assistant']] as const) {
    await page.goto(address);
    const first = page.getByRole('navigation', { name: tabs, exact: true }).getByRole('link').first();
    await expect(first).toHaveAttribute('aria-current', /.+/);
    await expect.poll(async () => (await first.boundingBox())?.x, { message: 'off the edge of the screen' }).toBe(16);
  }
});

test('the tabs at the thumb lead everywhere, More logs out', async ({ page }) => {
  await page.goto('/admin/conversations');
  const tabs = page.getByRole('navigation', { name: 'Main, for phones' });
  await expect(tabs.getByRole('link')).toHaveText(['Overview', 'Chats', 'Leads', 'Meetings']);
  for (const target of await tabs.locator('a, button').all()) {
    const box = await target.boundingBox();
    expect(box?.height, 'high enough for a finger').toBeGreaterThanOrEqual(44);
  }
  const more = page.locator('#more-menu');
  for (const [name, address] of [['Reports', '/admin/reports'], ['Logs', '/admin/logs'], ['Settings', '/admin/settings/business']] as const) {
    await tabs.getByRole('button', { name: 'More' }).click();
    await more.getByRole('link', { name }).click();
    await expect(page).toHaveURL(address);
    await expect(more, 'the menu is out of the way').toBeHidden();
  }
  await tabs.getByRole('button', { name: 'More' }).click();
  await expect(more.getByRole('button', { name: 'Log out' })).toBeVisible();
});

test('numbers and what they are compared with stand apart', async ({ page }) => {
  await page.goto('/admin/overview?days=7');
  for (const [number, comparison] of [
    [page.locator('[data-measure="chats"] .change'), page.locator('[data-measure="chats"] .number__before')],
    [page.locator('[data-measure="chats"] .number__value'), page.locator('[data-measure="chats"] .change')],
  ] as const) {
    const [above, below] = [await number.boundingBox(), await comparison.boundingBox()];
    expect((below?.y ?? 0) - (above?.y ?? 0) - (above?.height ?? 0), 'room between them').toBeGreaterThanOrEqual(1);
  }
  const small = page.locator('.smallnumber').filter({ hasText: 'Qualified' });
  const change = await small.locator('.change').boundingBox();
  const end = await small.locator('dd').evaluate((element) => {
    const range = document.createRange();
    const number = [...element.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    if (number) range.selectNodeContents(number);
    return range.getBoundingClientRect().right;
  });
  expect((change?.x ?? 0) - end, 'room beside the number').toBeGreaterThanOrEqual(8);
});
