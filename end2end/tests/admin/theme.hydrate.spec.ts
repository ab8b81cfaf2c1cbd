// Light, dark, or as the system has it; chosen before the first paint.

import { expect, test } from '../../harness/fixtures.ts';
import { awake } from './hydrated.ts';

test.use({ signIn: true });

const background = () => getComputedStyle(document.documentElement).backgroundColor;
test('the choice is kept and set before anything is painted', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/admin/conversations');
  await awake(page);
  const light = await page.evaluate(background);
  await page.getByRole('button', { name: 'Theme' }).first().click();
  await page.locator('#theme-menu').getByRole('button', { name: 'Dark' }).click();
  const dark = await page.evaluate(background);
  expect(dark).not.toBe(light);

  await page.addInitScript(() => {
    // The first frame that is painted, long before the page is awake.
    requestAnimationFrame(() => sessionStorage.setItem('first-paint', getComputedStyle(document.documentElement).backgroundColor));
  });
  await page.reload();
  await awake(page);
  expect(await page.evaluate(() => sessionStorage.getItem('first-paint')), 'no flash').toBe(dark);

  await page.getByRole('button', { name: 'Theme' }).first().click();
  await expect(page.locator('#theme-menu').getByRole('button', { name: 'Dark' })).toHaveAttribute('aria-pressed', 'true');
  await page.locator('#theme-menu').getByRole('button', { name: 'System' }).click();
  expect(await page.evaluate(background)).toBe(light);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await page.evaluate(background), 'the system decides').toBe(dark);
});
