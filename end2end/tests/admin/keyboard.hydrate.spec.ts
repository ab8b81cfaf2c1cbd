// Everything works with the keyboard alone.

import { expect, test } from '../../harness/fixtures.ts';
import { awake } from './hydrated.ts';
import { lead, open, row } from './lead.ts';
import { Visitor, someone } from './visitor.ts';

test.use({ signIn: true });

test('search, move, open, go back', async ({ page, request }) => {
  const names = [someone(), someone(), someone()];
  const ids: string[] = [];
  for (const name of names) ids.push((await new Visitor(request).say(`My name is ${name}`)).conversation);
  ids.reverse();
  await page.goto('/admin/conversations');
  await awake(page);
  const link = (index: number) => page.locator(`.row[data-id="${ids[index]!}"] a`);

  await page.keyboard.press('j');
  await expect(link(0)).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  await expect(link(2)).toBeFocused();
  await page.keyboard.press('k');
  await expect(link(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/admin/conversations/${ids[1]!}`);
  await expect(link(1)).toHaveAttribute('aria-current', 'page');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL('/admin/conversations');

  await page.keyboard.press('/');
  const search = page.getByRole('banner').getByRole('searchbox');
  await expect(search).toBeFocused();
  await page.keyboard.type(names[0]!);
  await expect(page.locator('.row')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await expect(link(2)).toBeFocused();
  await page.keyboard.press('/');
  await page.keyboard.press('Escape');
  await expect(search).toHaveValue('');
  await expect(page).toHaveURL('/admin/conversations');
  await page.keyboard.press('Escape');
  await expect(search).not.toBeFocused();
});

test('a search leaves the page it began on only for words, and Back leads there again', async ({ page, request }) => {
  const name = someone();
  await new Visitor(request).say(`My name is ${name}`);
  await page.goto('/admin/settings/business');
  await awake(page);
  const search = page.getByRole('banner').getByRole('searchbox');
  await page.keyboard.press('/');
  await page.keyboard.type('an');
  await page.keyboard.press('Escape');
  await expect(search).toHaveValue('');
  // Longer than a search waits for the next letter.
  await page.waitForTimeout(500);
  await expect(page).toHaveURL('/admin/settings/business');

  await page.keyboard.type(name);
  await expect(page).toHaveURL(`/admin/conversations?q=${name}`);
  await expect(page.locator('.row')).toHaveCount(1);
  await page.goBack();
  await expect(page).toHaveURL('/admin/settings/business');
  await expect(search).toHaveValue('');
});

test('the skip link leads to the page, a popover gives the focus back', async ({ page }) => {
  await page.goto('/admin/settings/business');
  await awake(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();

  const health = page.getByRole('button', { name: /All systems|needs you|need you/ });
  await health.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Live news')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Live news')).toBeHidden();
  await expect(health).toBeFocused();
});

test('a fact leads to its words', async ({ page, request }) => {
  await page.setViewportSize({ width: 1440, height: 420 });
  const visitor = new Visitor(request);
  const name = someone();
  const { conversation } = await visitor.say(`My name is ${name}`);
  for (let number = 0; number < 6; number++) await visitor.say(`Something else, number ${number}, long enough to fill a line or two of the page`);
  await page.goto(`/admin/conversations/${conversation}`);
  await awake(page);
  const words = page.getByRole('log').locator('mark', { hasText: name }).first();
  await expect(words).not.toBeInViewport();
  await page.getByRole('complementary').getByRole('link', { name }).press('Enter');
  await expect(words).toBeInViewport();
  await expect(words).toHaveClass(/is-pointed/);
  await expect(words).not.toHaveClass(/is-pointed/);
});

test('a box that was ticked leaves the keys to the page', async ({ page, request }) => {
  const [first, second] = [await lead(request), await lead(request)].reverse();
  await open(page);
  const box = row(page, first!).getByRole('checkbox');
  await box.click();
  await expect(box).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(box).not.toBeChecked();
  await box.click();
  await page.keyboard.press('j');
  await expect(row(page, second!).getByRole('link')).toBeFocused();
  await box.focus();
  await page.keyboard.press('/');
  await expect(page.getByRole('banner').getByRole('searchbox')).toBeFocused();
  await box.focus();
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog').getByLabel('Name', { exact: true })).toBeFocused();
});

for (const { address, button } of [
  { address: '/admin/logs', button: 'Days' },
  { address: '/admin/overview', button: 'Other days' },
]) {
  test(`the days of ${address} close by Escape and by a press elsewhere`, async ({ page }) => {
    await page.goto(address);
    await awake(page);
    const summary = page.locator('summary').filter({ hasText: button });
    const form = page.locator('form.between');
    await summary.click();
    await form.getByLabel('From').focus();
    await page.keyboard.press('Escape');
    await expect(form).toBeHidden();
    await expect(summary).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(form).toBeVisible();
    await page.locator('h1').first().click();
    await expect(form).toBeHidden();
  });
}
