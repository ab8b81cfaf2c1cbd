// Live: an open list and an open transcript follow within a second, and nothing moves under the reader.

import { expect, test } from '../../harness/fixtures.ts';
import { awake } from './hydrated.ts';
import { Visitor, someone } from './visitor.ts';

test.use({ signIn: true });

const SOON = { timeout: 1_000 };

test('a new conversation appears by itself, lit up, with its facts', async ({ page, request }) => {
  await page.goto('/admin/conversations');
  await awake(page);
  const name = someone();
  const visitor = new Visitor(request);
  const { conversation } = await visitor.say(`Hi, I'm ${name}`);
  const row = page.locator(`.row[data-id="${conversation}"]`);
  await expect(row).toContainText(name, SOON);
  await expect(row).toHaveClass(/row--fresh/);
  await expect(page.locator('.row').first(), 'on top').toHaveAttribute('data-id', conversation);
  await expect(row, 'and calm again').not.toHaveClass(/row--fresh/);

  await row.getByRole('link').click();
  await expect(page.getByRole('log')).toContainText(name);
  await visitor.say(`${name.toLowerCase()}@example.com`);
  await expect(page.getByRole('log').locator('mark', { hasText: '@example.com' })).toBeVisible(SOON);
  await expect(page.getByRole('complementary').locator('.fact__value')).toHaveText([name, `${name.toLowerCase()}@example.com`]);
  await expect(row).toContainText('Contact captured');
});

test('a conversation that speaks again goes to the top, the one under the pointer stays where it is', async ({ page, request }) => {
  const names = Array.from({ length: 14 }, () => someone());
  const visitors = names.map(() => new Visitor(request));
  const ids: string[] = [];
  for (const [index, visitor] of visitors.entries()) ids.push((await visitor.say(`My name is ${names[index]!}`)).conversation);
  await page.goto('/admin/conversations');
  await awake(page);
  const row = (index: number) => page.locator(`.row[data-id="${ids[index]!}"]`);

  await row(8).hover();
  // As it is painted: rows are put back in their place in the frame in which they are redrawn.
  const height = () =>
    row(8).evaluate((node) => new Promise<number>((told) => requestAnimationFrame(() => requestAnimationFrame(() => told(node.getBoundingClientRect().y)))));
  const before = await height();
  const { conversation } = await new Visitor(request).say(`My name is ${someone()}`);
  await visitors[0]!.say('Are you there?');
  await expect(page.locator(`.row[data-id="${conversation}"]`)).toHaveCount(1, SOON);
  await expect.poll(() => page.locator('.row').first().getAttribute('data-id')).toBe(ids[0]);
  expect(Math.abs((await height()) - before), 'moved by').toBeLessThanOrEqual(1);

  await visitors[8]!.say('And me?');
  await expect(row(8)).toHaveClass(/row--fresh/, SOON);
  expect(Math.abs((await height()) - before), 'moved by').toBeLessThanOrEqual(1);
  await page.mouse.move(900, 400);
  await expect(page.locator('.row').first()).toHaveAttribute('data-id', ids[8]!);
});

test('new messages are followed at the end and announced while one reads further up', async ({ page, request }) => {
  await page.setViewportSize({ width: 1280, height: 480 });
  const visitor = new Visitor(request);
  const { conversation } = await visitor.say(`My name is ${someone()}`);
  for (let number = 1; number <= 6; number++) await visitor.say(`Question number ${number}, quite a long one, so that there is something to scroll`);
  await page.goto(`/admin/conversations/${conversation}`);
  await awake(page);
  const log = page.getByRole('log');
  const distance = () => log.evaluate((node) => node.scrollHeight - node.scrollTop - node.clientHeight);
  await expect.poll(distance).toBeLessThan(4);
  await visitor.say('The seventh');
  await expect(log).toContainText('The seventh', SOON);
  await expect.poll(distance).toBeLessThan(4);

  await log.evaluate((node) => node.scrollTo(0, 0));
  await visitor.say('The eighth');
  await expect(page.getByRole('button', { name: 'New message' })).toBeVisible(SOON);
  expect(await log.evaluate((node) => node.scrollTop)).toBe(0);
  await page.getByRole('button', { name: 'New message' }).click();
  await expect.poll(distance).toBeLessThan(4);
  await expect(page.getByRole('button', { name: 'New message' })).toHaveCount(0);
});

test('an erased conversation leaves the list and says so where it is open', async ({ page, request }) => {
  const visitor = new Visitor(request);
  const { conversation } = await visitor.say(`My name is ${someone()}`);
  await page.goto(`/admin/conversations/${conversation}`);
  await awake(page);
  await visitor.erase();
  await expect(page.locator(`.row[data-id="${conversation}"]`)).toHaveCount(0, SOON);
  await expect(page.getByText('This conversation was erased.')).toBeVisible(SOON);
});

test('earlier messages come on demand, in their order', async ({ page, request }) => {
  test.setTimeout(60_000);
  const visitor = new Visitor(request);
  const { conversation } = await visitor.say('The very first words');
  for (let number = 2; number <= 28; number++) await visitor.say(`Words number ${number}`);
  await page.goto(`/admin/conversations/${conversation}`);
  await awake(page);
  const log = page.getByRole('log');
  await expect(log).toContainText('Words number 28');
  await expect(log).not.toContainText('The very first words');
  await log.getByRole('button', { name: 'Earlier messages' }).click();
  await expect(log).toContainText('The very first words');
  await expect(log.getByRole('button', { name: 'Earlier messages' })).toHaveCount(0);
  const said = await log.locator('.bubble--visitor').allInnerTexts();
  expect(said.at(0)).toContain('The very first words');
  expect(said).toHaveLength(28);
});

test('coming near the end of the list brings older ones', async ({ page, request }) => {
  const names = Array.from({ length: 27 }, () => someone());
  for (const name of names) await new Visitor(request).say(`My name is ${name}`);
  await page.goto('/admin/conversations');
  await awake(page);
  const row = (name: string) => page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
  await expect(row(names[26]!)).toHaveCount(1);
  await expect(row(names[0]!)).toHaveCount(0);
  await page.locator('.rows').first().evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await expect(row(names[0]!)).toHaveCount(1);
});
