// Conversations, meetings and follow-ups as files of what their pages show.

import { type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expect, test } from '../../harness/fixtures.ts';
import { type Kind, exported, menu, shelf } from './export.ts';
import { elsewhere, idOf, lead, open } from './lead.ts';
import { book, openDoors } from './meeting.ts';

test.use({ signIn: true, alters: 'the exported lists' });
test.beforeAll(async ({ site, ownerState }) => openDoors(site, await ownerState()));

const KINDS: [Kind, string][] = [['CSV', 'csv'], ['JSON Lines', 'jsonl'], ['Excel', 'xlsx']];

/** The files of this page, by whose name they are called, with what the strip counts; texts hold the one and not the other. */
async function holds(page: Page, name: string, counted: string, one: string, other: string): Promise<void> {
  for (const [kind, ending] of KINDS) {
    const file = await exported(page, kind);
    expect(file.suggestedFilename()).toMatch(new RegExp(`^${name}-\\d{4}-\\d{2}-\\d{2}\\.${ending}$`));
    if (kind !== 'Excel') {
      const text = await readFile(await file.path(), 'utf8');
      expect(text).toContain(one);
      expect(text).not.toContain(other);
    }
    await expect(shelf(page)).toContainText(`Done. ${file.suggestedFilename()} is in your downloads.`);
    await expect(shelf(page)).toContainText(counted);
  }
}

test('the log is exported as it is searched', async ({ page, request }) => {
  const [ana, ben] = [await lead(request), await lead(request)];
  await open(page, `/admin/logs?q=${ana.name}`);
  await expect(page.locator('.logrow')).toHaveCount(1);
  await holds(page, 'conversations', '1 conversation', ana.conversation, ben.conversation);
  await expect(page, 'the page stays').toHaveURL(`/admin/logs?q=${ana.name}`);
});

test('meetings are exported list by list', async ({ page }) => {
  const [ana, ben] = [await book(page.request), await book(page.request)];
  const cancelled = await page.request.post(`/saba/meetings/${ben.id}/cancel`, { headers: { 'sec-fetch-site': 'same-origin' } });
  expect(cancelled.ok(), await cancelled.text()).toBe(true);
  await open(page, '/admin/meetings?view=list');
  await holds(page, 'meetings', '1 meeting', ana.id, ben.id);
  await page.getByRole('link', { name: 'Cancelled', exact: true }).click();
  await expect(page).toHaveURL('/admin/meetings?view=list&list=cancelled');
  await expect(page.getByText(ben.email)).toBeVisible();
  await holds(page, 'meetings', '1 meeting', ben.id, ana.id);
  await page.getByRole('link', { name: 'Week', exact: true }).click();
  await expect(menu(page), 'a week is looked at, a list is taken along').toHaveCount(0);
});

test('what is due is exported as follow-ups', async ({ page, request }) => {
  const [ana, ben] = [await lead(request), await lead(request)];
  await open(page, `/admin/leads?q=${ana.name}`);
  const id = await idOf(page, ana);
  await elsewhere(page, 'edit', { id, edit: { follow_up_at: { to: '2020-03-04T14:30:00Z' } }, version: null });
  await open(page, '/admin/leads?due=1');
  await holds(page, 'follow-ups', '1 follow-up', ana.email, ben.email);
});

test('the menus are in sight on a phone', async ({ page, request }) => {
  await lead(request);
  await page.setViewportSize({ width: 360, height: 800 });
  for (const address of ['/admin/logs', '/admin/meetings?view=list', '/admin/leads?due=1']) {
    await open(page, address);
    await menu(page).click();
    for (const [kind] of KINDS) await expect(page.getByRole('link', { name: kind })).toBeInViewport({ ratio: 1 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, address).toBe(0);
  }
});
