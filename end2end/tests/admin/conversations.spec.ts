// The list and a conversation as the server renders them: readable with and without JavaScript.

import { expect, test } from '../../harness/fixtures.ts';
import { Visitor, someone } from './visitor.ts';

test.use({ signIn: true, expectedErrors: [/status of 404/] });

test('a conversation shows what was captured and from which words', async ({ page, request }) => {
  const name = someone();
  const visitor = new Visitor(request);
  const first = await visitor.say(`Hi, I'm ${name}, what does a crown cost?`, { locale: 'en', time_zone: 'Asia/Karachi', page: { url: 'https://shop.example/crowns?utm=x' } });
  await visitor.say(`Write to ${name.toLowerCase()}@example.com or call 0300 8214557`);

  await page.goto('/admin/conversations');
  const row = page.getByRole('listitem').filter({ hasText: name });
  await expect(row).toContainText('Contact captured');
  await row.getByRole('link').click();
  await expect(page).toHaveURL(`/admin/conversations/${first.conversation}`);
  await expect(page).toHaveTitle(new RegExp(name));

  const log = page.getByRole('log');
  await expect(log.locator('mark').filter({ hasText: name }).first()).toHaveText(name);
  await expect(log.locator('mark', { hasText: '@example.com' })).toHaveText(`${name.toLowerCase()}@example.com`);
  await expect(log.locator('mark', { hasText: '8214557' })).toHaveText('0300 8214557');
  await expect(log).toContainText('offline assistant');
  await expect(log.locator('.bubble--assistant')).toHaveCount(2);

  const side = page.getByRole('complementary');
  await expect(side.locator('.fact__value')).toHaveText([name, 'crown', `${name.toLowerCase()}@example.com`, '03008214557']);
  await expect(side.locator('.fact .factno'), 'the same numbers').toHaveText(['1', '2', '3', '4']);
  await expect(side.locator('.fact__quote'), 'the words, where they differ from the value').toHaveText('0300 8214557');
  await expect(side).toContainText('Version 1');
  await expect(side).toContainText('/crowns');
  await expect(side, 'what a query may hold is nobody’s business').not.toContainText('utm');
  await expect(side).toContainText('2 in, 2 out');
});

test('who left only a number is called by it, as people write it', async ({ page, request }) => {
  const { conversation } = await new Visitor(request).say('Call me at +351912345679');
  await page.goto(`/admin/conversations/${conversation}`);
  await expect(page).toHaveTitle(/\+351 912 345 679/);
  await expect(page.getByRole('complementary').locator('.fact__value', { hasText: '+351' })).toHaveText('+351 912 345 679');
  await page.goto('/admin/conversations');
  await expect(page.getByRole('listitem').filter({ has: page.locator(`a[href*="${conversation}"]`) })).toContainText('+351 912 345 679');
});

test('whoever asked for a person stands marked', async ({ page, request, javaScriptEnabled }) => {
  const name = someone();
  const { conversation } = await new Visitor(request).say(`Hi, I'm ${name}. Can I talk to a person?`);
  await page.goto('/admin/conversations');
  await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText('Wants a person');
  await page.goto(`/admin/conversations/${conversation}`);
  const side = page.getByRole('complementary');
  await expect(side.getByRole('heading', { name: 'Wants a person' })).toBeVisible();
  const done = side.getByRole('button', { name: 'Done' });
  await expect(done, 'offered where it works').toBeVisible({ visible: javaScriptEnabled !== false });
});

test('what visitors write is text, never markup', async ({ page, request }) => {
  const name = someone();
  const { conversation } = await new Visitor(request).say(`I'm ${name}. <img src=x onerror="document.title='owned'"> <b>bold</b> </script>`);
  await page.goto(`/admin/conversations/${conversation}`);
  await expect(page.getByRole('log')).toContainText('<b>bold</b> </script>');
  await expect(page.getByRole('log').locator('img, b')).toHaveCount(0);
  await expect(page).not.toHaveTitle(/owned/);
});

test('closed conversations are behind All, and the address keeps the choice', async ({ page, request }) => {
  const name = someone();
  const visitor = new Visitor(request);
  await visitor.say(`My name is ${name}`);
  await visitor.reset();
  await page.goto('/admin/conversations');
  await expect(page.getByRole('listitem').filter({ hasText: name })).toHaveCount(0);
  await page.getByRole('navigation', { name: 'Which conversations' }).getByRole('link', { name: 'All' }).click();
  await expect(page).toHaveURL('/admin/conversations?show=all');
  await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText('Closed');
});

test('a search is in the address and finds people', async ({ page, request }) => {
  const [one, other] = [someone(), someone()];
  await new Visitor(request).say(`My name is ${one}`);
  await new Visitor(request).say(`My name is ${other}`);
  await page.goto('/admin/conversations');
  const search = page.getByRole('banner').getByRole('searchbox');
  await search.fill(one.slice(0, -1).toLowerCase() + one.slice(-1));
  await search.press('Enter');
  await expect(page).toHaveURL(new RegExp(`\\?q=${one}`, 'i'));
  await expect(page.getByRole('listitem').filter({ hasText: one })).toHaveCount(1);
  await expect(page.getByRole('listitem').filter({ hasText: other })).toHaveCount(0);
  await page.goto('/admin/conversations?q=nobody-has-this-name');
  await expect(page.getByText('Nobody found')).toBeVisible();
});

test('older ones are a link away', async ({ page, request }) => {
  const names = Array.from({ length: 27 }, () => someone());
  for (const name of names) await new Visitor(request).say(`My name is ${name}`);
  // So high that the link is in sight: with scripts, scrolling towards it brings older ones by itself, and the link goes.
  await page.setViewportSize({ width: 1280, height: 4_000 });
  await page.goto('/admin/conversations');
  const row = (name: string) => page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
  await expect(row(names[26]!)).toHaveCount(1);
  await expect(row(names[0]!)).toHaveCount(0);
  await page.getByRole('link', { name: 'Older conversations' }).click();
  await expect(row(names[0]!)).toHaveCount(1);
});

test('an address that leads nowhere says so', async ({ page }) => {
  const answer = await page.goto('/admin/no-such-page');
  expect(answer?.status()).toBe(404);
  await expect(page.getByText('There is no page here')).toBeVisible();
  const talk = await page.goto('/admin/conversations/cnv_00000000000000000000000000000000');
  expect(talk?.status()).toBe(404);
  await expect(page.getByText('This conversation is not here')).toBeVisible();
});
