// What was said, in the timeline of a lead: folded, so that what was captured stands out, and open to whoever wants to read it.

import { expect, test } from '../../harness/fixtures.ts';
import { lead, row } from './lead.ts';

test.use({ signIn: true });

test('what was said is folded in the timeline, opens, and leads to where it stands', async ({ page, request }) => {
  const ana = await lead(request);
  await ana.visitor.say('Thank you');
  await ana.visitor.say('Good bye');
  await page.goto('/admin/leads');
  await row(page, ana).getByRole('link', { name: ana.name }).click();
  const timeline = page.getByRole('dialog', { name: ana.name }).locator('.timeline');
  const folds = timeline.locator('details');
  await expect(folds.locator('summary')).toHaveText(['4 messages', '2 messages']);
  await expect(timeline.locator(':scope > li').first()).toContainText('4 messages');
  await expect(timeline, 'what was captured stands between them').toContainText('captured');

  const words = folds.first().getByRole('link', { name: 'Visitor Good bye' });
  await expect(words).toBeHidden();
  await folds.first().locator('summary').click();
  await expect(words).toBeVisible();
  await expect(folds.last().getByRole('link')).toHaveCount(0);
  await words.click();
  await expect(page).toHaveURL(new RegExp(`/admin/conversations/${ana.conversation}#msg_[0-9a-f]{32}$`));
  await expect(page.getByRole('log')).toContainText('Good bye');
});
