// When a page is awake: what is typed or pressed before is kept by the browser, but not yet heard.

import { type Page, expect } from '@playwright/test';

/** A page inside of the frame, once it hears live news. */
export async function awake(page: Page): Promise<void> {
  await expect(page.locator('[data-live="open"]')).toHaveCount(1);
}
