// A visitor asks for a person: the team sees who waits, and that nobody does any more once it is done.

import { expect, test } from '../../harness/fixtures.ts';
import { Desk } from '../widget/desk.ts';
import { awake } from './hydrated.ts';
import { Visitor, someone } from './visitor.ts';

test.use({ signIn: true, expectedErrors: [/status of 503/] });

const WISH = 'Can I talk to a person?';

test('a wish stands at the conversation until somebody has seen to it, and the next one anew', async ({ page, context }) => {
  const name = someone();
  const desk = await (await Desk.alone(await context.newPage())).taken();
  await desk.ask(`Hi, I'm ${name}. ${WISH}`);
  await expect(desk.view.locator('.card.handover').getByRole('heading')).toHaveText('Your wish has been passed on');

  await page.goto('/admin/conversations');
  await awake(page);
  const row = page.locator('.row[data-id]').filter({ hasText: name });
  const mark = row.getByText('Wants a person', { exact: true });
  await expect(mark).toBeVisible();
  await row.getByRole('link').click();
  const wish = page.getByRole('complementary').locator('[data-part="wish"]');
  await expect(wish).toContainText('Nobody joins the chat: write or call them.');
  await wish.getByRole('button', { name: 'Done' }).click();
  await expect(wish).toHaveCount(0);
  await expect(mark).toHaveCount(0);

  await page.reload();
  await awake(page);
  await expect(page.getByRole('log')).toContainText(WISH);
  await expect(row).toHaveCount(1);
  await expect(mark).toHaveCount(0);
  await expect(wish).toHaveCount(0);

  await desk.ask('I still need to talk to someone');
  await expect(mark, 'without a reload').toBeVisible();
  await expect(wish).toBeVisible();
});

test('Done by the keyboard; what did not work is said, and can be tried again', async ({ page, request }) => {
  const { conversation } = await new Visitor(request).say(`Hi, I'm ${someone()}. ${WISH}`);
  await page.goto(`/admin/conversations/${conversation}`);
  await awake(page);
  const wish = page.getByRole('complementary').locator('[data-part="wish"]');
  const done = wish.getByRole('button', { name: 'Done' });
  await page.route('**/rpc/conversations/settle-wish', (route) => route.fulfill({ status: 503, json: { code: 'unavailable', message: 'Not now.' } }));
  await done.press('Enter');
  await expect(wish.getByRole('alert')).toHaveText('Not now.');
  await expect(done).toBeEnabled();
  await page.unroute('**/rpc/conversations/settle-wish');
  await done.press('Enter');
  await expect(wish).toHaveCount(0);
});
