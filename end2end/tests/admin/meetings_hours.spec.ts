// A new installation has no opening hours: the page of meetings says that nobody can book, and where that is changed.

import { expect, test } from '../../harness/fixtures.ts';
import { openDoors } from './meeting.ts';

test.use({ signIn: true, alters: 'the opening hours' });

test('without opening hours the week says that nobody can book, and leads to where they are set', async ({ page, site, ownerState }) => {
  await page.goto('/admin/meetings');
  const week = page.getByRole('region', { name: 'The week' });
  await expect(week).toContainText('Visitors cannot book yet');
  await expect(week).not.toContainText('No meetings in this week');
  await week.getByRole('link', { name: 'Set opening hours' }).click();
  await expect(page).toHaveURL('/admin/settings/meetings');
  await expect(page.getByRole('group', { name: 'Opening hours', exact: true })).toBeVisible();
  await openDoors(site, await ownerState());
  await page.goto('/admin/meetings');
  await expect(week).toContainText('No meetings in this week');
  await expect(week).not.toContainText('Visitors cannot book yet');
});
