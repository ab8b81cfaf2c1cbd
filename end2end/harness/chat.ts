// The widget on a page. Its button and frame stand in a closed shadow root, as on a customer's site: selectors do not
// reach them, so the chat is opened by its own interface and its frame is found by its address.

import { type Frame, type Page, expect } from '@playwright/test';

declare global {
  interface Window {
    CHATIMJD: { open(): void; close(): void; toggle(): void };
  }
}

/** The widget's frame, once there is one. */
export async function chatFrame(page: Page): Promise<Frame> {
  const find = () => page.frames().find((frame) => frame !== page.mainFrame() && /^https?:\/\/[^/]+\/widget(\?|$)/.test(frame.url()));
  await expect.poll(() => find() !== undefined, { message: 'the frame of the chat' }).toBe(true);
  const frame = find();
  if (!frame) throw new Error('the frame of the chat has gone');
  return frame;
}

/** Opens the chat on the page and waits until one can write in it. */
export async function openChat(page: Page): Promise<Frame> {
  await page.waitForFunction(() => typeof window.CHATIMJD?.open === 'function');
  await page.evaluate(() => window.CHATIMJD.open());
  const frame = await chatFrame(page);
  await frame.getByRole('textbox').first().waitFor();
  return frame;
}
