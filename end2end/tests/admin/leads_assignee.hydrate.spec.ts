// Leads are given to people of the team: in the drawer, many at once, and found again by whose they are.

import { expect, test } from '../../harness/fixtures.ts';
import { lead, open, openLead, row } from './lead.ts';

test.use({ signIn: true });

/** What the account of the tests is called. */
const OWNER = 'Owner';

test('somebody of the team is chosen in the drawer, told in the timeline, and taken back', async ({ page, request }) => {
  const ana = await lead(request);
  const drawer = await openLead(page, ana);
  const part = drawer.getByRole('region', { name: /^Assignee/ });
  await expect(part).toContainText('Nobody');
  await part.locator('summary').click();
  await part.getByRole('button', { name: OWNER }).click();
  await expect(part.locator('.followup__value')).toHaveText(OWNER);
  await expect(drawer.locator('.timeline')).toContainText(`Assigned to ${OWNER}`);
  const news = page.getByRole('region', { name: 'News' });
  await expect(news).toContainText(`${ana.name} is assigned to ${OWNER}`);
  await news.getByRole('button', { name: 'Undo' }).click();
  await expect(part.locator('.followup__value')).toHaveText('Nobody');
  await expect(drawer.locator('.timeline')).toContainText('Assigned to nobody');
});

test('ticked leads are given at once, and the list is narrowed down to whose they are', async ({ page, request }) => {
  const [ana, ben, eve] = [await lead(request), await lead(request), await lead(request)];
  await open(page);
  for (const person of [ana, ben]) await row(page, person).getByRole('checkbox').check();
  const bar = page.getByRole('region', { name: 'Selected leads' });
  await bar.locator('summary').filter({ hasText: 'Assignee' }).click();
  await bar.getByRole('button', { name: OWNER }).click();
  await expect(bar).toHaveCount(0);
  for (const person of [ana, ben]) await expect(row(page, person).locator('.leadtable__whose')).toHaveText(new RegExp(OWNER));

  const menu = page.getByRole('group', { name: 'Filters' }).locator('details').filter({ has: page.locator('summary', { hasText: 'Assignee' }) });
  await menu.locator('summary').click();
  await menu.getByRole('link', { name: OWNER }).click();
  await expect(page).toHaveURL(/\?assignee=adm_[0-9a-f]{32}$/);
  await expect(menu.locator('summary')).toContainText(OWNER);
  await expect(row(page, ana)).toHaveCount(1);
  await expect(row(page, eve)).toHaveCount(0);
  await menu.locator('summary').click();
  await menu.getByRole('link', { name: 'Nobody' }).click();
  await expect(page).toHaveURL('/admin/leads?assignee=none');
  await expect(row(page, eve)).toHaveCount(1);
  await expect(row(page, ana)).toHaveCount(0);
  await page.reload();
  await expect(menu.locator('summary')).toContainText('Nobody');
  await page.goto('/admin/leads?view=board');
  await expect(page.getByRole('region', { name: /^New\b/ })).toContainText(`Assigned to ${OWNER}`);
});
