// Accessibility by axe, on every page, in both themes and two sizes.

import AxeBuilder from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { awake } from './hydrated.ts';
import { Visitor, someone } from './visitor.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function clean(page: Page): Promise<void> {
  // The widget in the preview has tests of its own.
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).exclude('iframe').analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  expect(found, page.url()).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [{ width: 1440, height: 1024 }, { width: 360, height: 740 }]) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });

      test.describe('signed in', () => {
        test.use({ signIn: true, expectedErrors: [/status of 404/] });

        test('conversations', async ({ page, request }) => {
          const name = someone();
          const { conversation } = await new Visitor(request).say(`Hi, I'm ${name}, ${name.toLowerCase()}@example.com. Can I talk to a person?`);
          await page.goto('/admin/conversations');
          await awake(page);
          await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText('Wants a person');
          await clean(page);
          await page.goto('/admin/conversations?q=nobody-at-all');
          await clean(page);
          await page.goto(`/admin/conversations/${conversation}?panel=details`);
          await awake(page);
          await expect(page.getByRole('complementary').getByRole('button', { name: 'Done' })).toBeVisible();
          await clean(page);
          await page.locator('.health').click();
          await clean(page);
          await page.goto('/admin/nothing-here');
          await clean(page);
        });

        test('settings', async ({ page }) => {
          // Seven pages, each looked through: half a minute beside another worker.
          test.slow();
          for (const part of ['business', 'meetings', 'assistant', 'widget', 'keys', 'people', 'account']) {
            await page.goto(`/admin/settings/${part}`);
            await awake(page);
            await clean(page);
          }
        });
      });

      test('log-in', async ({ page }) => {
        await page.goto('/admin/login');
        await clean(page);
      });

      test('the way in by an invitation', async ({ page }) => {
        await page.goto('/admin/join');
        await clean(page);
      });

      test('the description of the API', async ({ page }) => {
        // A page of all calls, looked through twice.
        test.slow();
        await page.goto('/api/docs');
        await clean(page);
        await page.locator('summary').first().click();
        await page.locator('summary').last().click();
        await clean(page);
      });
    });
  }
}
