// The order by follow-up on a server where none is set yet.

import { expect, test } from '../../harness/fixtures.ts';
import { elsewhere, idOf, lead, row } from './lead.ts';

test.use({ signIn: true, alters: 'the follow-ups' });

test('the order by follow-up shows those who have one, and says when nobody has', async ({ page, request }) => {
  const ana = await lead(request);
  await lead(request);
  await page.goto('/admin/leads');
  const id = await idOf(page, ana);
  await page.getByRole('columnheader', { name: 'Follow-up' }).getByRole('link').click();
  await expect(page).toHaveURL('/admin/leads?sort=follow_up_at');
  await expect(page.getByText('No follow-ups set')).toBeVisible();
  await expect(page.getByText('No leads yet')).toHaveCount(0);
  await page.getByRole('link', { name: 'Newest first' }).click();
  await expect(page).toHaveURL('/admin/leads');
  await expect(row(page, ana)).toHaveCount(1);

  await elsewhere(page, 'edit', { id, edit: { follow_up_at: { to: '2099-03-04T14:30:00Z' } }, version: null });
  await page.goto('/admin/leads?sort=follow_up_at');
  await expect(page.locator('.leadrow')).toHaveCount(1);
  await expect(page.locator('.leads__count'), 'how many have one is not counted').toHaveText('1 to 1');
});
