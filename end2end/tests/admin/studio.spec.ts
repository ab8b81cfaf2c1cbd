// The assistant's studio as the server renders it: readable with and without JavaScript.

import { type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { Visitor } from './visitor.ts';

test.use({ signIn: true });

const tab = (page: Page, name: string) => page.getByRole('navigation', { name: 'Assistant', exact: true }).getByRole('link', { name });

test('the navigation leads to the instruction, its versions and the prompt as it is sent', async ({ page }) => {
  await page.goto('/admin/conversations');
  await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Assistant' }).click();
  await expect(page).toHaveURL('/admin/assistant');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Assistant');
  await expect(page.getByText('Version 1 is live')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Instruction' })).not.toHaveValue('');
  await expect(page.locator('.versionrow[data-number="1"]')).toContainText('CHATIMJD');
  await expect(page.locator('.sheet__line').first()).not.toBeEmpty();

  await tab(page, 'As sent').click();
  await expect(page).toHaveURL('/admin/assistant?view=prompt');
  await expect(page.getByRole('region', { name: 'The prompt as it is sent' })).not.toBeEmpty();
  await tab(page, 'Guidance').click();
  await expect(page.getByLabel('When to hand over to a person')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Change the facts' })).toHaveAttribute('href', '/admin/settings/business');
});

test('a comparison stands in the address', async ({ page }) => {
  await page.goto('/admin/assistant?view=compare&old=1&new=live');
  await expect(page.getByText('Nothing differs')).toBeVisible();
  await expect(page.getByLabel('Before')).toHaveValue('1');
  await expect(page.getByLabel('After')).toHaveValue('live');
});

test('the tests that come with the product are listed', async ({ page }) => {
  await page.goto('/admin/assistant?view=tests');
  const list = page.getByRole('list', { name: 'Test conversations' });
  expect(await list.locator('.caserow').count()).toBeGreaterThanOrEqual(10);
  await expect(list.locator('.caserow').first()).toContainText('Not run');
});

test('a conversation leads to a test of it', async ({ page, request }) => {
  const { conversation } = await new Visitor(request).say('What does a crown cost?');
  await page.goto(`/admin/conversations/${conversation}?panel=details`);
  const link = page.getByRole('link', { name: 'Make a test of this conversation' });
  await expect(link).toHaveAttribute('href', `/admin/assistant?view=tests&from=${conversation}`);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  for (const view of ['write', 'guide', 'prompt', 'compare', 'tests', 'play', 'versions']) {
    test(`${view} fits`, async ({ page }) => {
      await page.goto(`/admin/assistant?view=${view}`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Assistant');
      const overflow = await page.evaluate(() => {
        const main = document.querySelector('main');
        const wide = document.documentElement.scrollWidth - window.innerWidth;
        return Math.max(wide, main ? main.scrollWidth - main.clientWidth : 0);
      });
      expect(overflow, 'too wide by').toBeLessThanOrEqual(0);
      await expect(page.getByRole('heading', { name: 'Playground' })).toBeVisible({ visible: view === 'play' });
      await expect(page.getByRole('heading', { name: 'Versions' })).toBeVisible({ visible: view === 'versions' });
    });
  }
});
