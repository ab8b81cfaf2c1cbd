// What the stories of exports share: the menu that begins them, and the strip that tells how far they are.

import { type Download, type Page } from '@playwright/test';

export type Kind = 'Excel' | 'CSV' | 'JSON Lines';

export const shelf = (page: Page) => page.getByRole('region', { name: 'Exports' });

export const menu = (page: Page) => page.locator('summary').filter({ hasText: 'Export' });

export async function begin(page: Page, kind: Kind): Promise<void> {
  await menu(page).click();
  await page.getByRole('link', { name: kind }).click();
}

/** The file that the browser gets. */
export async function exported(page: Page, kind: Kind): Promise<Download> {
  const coming = page.waitForEvent('download');
  await begin(page, kind);
  return coming;
}
