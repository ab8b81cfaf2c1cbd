// Colour and corner as the owner chose them in the settings: on the button, in the chat, and after what a page's own line says.

import { type Page } from '@playwright/test';
import { brotliCompressSync, constants } from 'node:zlib';
import { chatFrame } from '../../harness/chat.ts';
import { expect, test } from '../../harness/fixtures.ts';
import { awake } from '../admin/hydrated.ts';
import { Desk, ForeignSite } from './desk.ts';

test.use({ signIn: true, alters: 'the look of the widget', expectedErrors: [/status of 422/] });
test.describe.configure({ mode: 'serial' });

const RED = 'rgb(170, 51, 0)';
const GREEN = 'rgb(11, 102, 81)';

/** A page of another origin with the line of the widget on it, for as long as `visit` takes. */
async function onShop(page: Page, url: string, options: string, visit: () => Promise<void>): Promise<void> {
  const line = `<script async src="${url}/widget.js" ${options}></script>`;
  const shop = await ForeignSite.start(`<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>A shop</title></head><body><h1>A shop</h1>${line}</body></html>`);
  try {
    await page.goto(shop.url);
    await page.waitForFunction(() => typeof window.CHATIMJD?.open === 'function');
    await visit();
  } finally {
    await shop.stop();
  }
}

/** The middle of the button, where it stands in this corner. */
function button(page: Page, corner: 'left' | 'right'): { x: number; y: number } {
  const size = page.viewportSize();
  if (!size) throw new Error('no viewport');
  return { x: corner === 'left' ? 52 : size.width - 52, y: size.height - 52 };
}

/** How far the page in this corner, beside the icon of the button, is from a colour: the largest difference of a channel. */
async function difference(page: Page, corner: 'left' | 'right', colour: string): Promise<number> {
  const { x, y } = button(page, corner);
  const shot = await page.screenshot({ clip: { x: x - 22, y: y - 2, width: 4, height: 4 } });
  const seen = await page.evaluate(async (png) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context?.drawImage(image, 0, 0);
    return [...(context?.getImageData(1, 1, 1, 1).data ?? [])].slice(0, 3);
  }, shot.toString('base64'));
  const wanted = colour.match(/\d+/g)?.map(Number) ?? [];
  return Math.max(...wanted.map((channel, i) => Math.abs(channel - (seen[i] ?? 999))));
}

/** Opens the chat by its button, and sees the colour of what is in it. */
async function openIn(page: Page, corner: 'left' | 'right', colour: string): Promise<void> {
  const { x, y } = button(page, corner);
  await page.mouse.click(x, y);
  const desk = await new Desk(page, await chatFrame(page)).taken();
  await expect(desk.field).toBeFocused();
  await expect(desk.view.locator('.tile').first()).toHaveCSS('background-color', colour);
}

test('colour and corner are chosen in the settings, with a word on pale colours', async ({ page }) => {
  await page.goto('/admin/settings/widget');
  await awake(page);
  const colour = page.getByLabel('Colour', { exact: true });
  const picker = page.getByLabel('Pick a colour');
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await expect(page.getByRole('radio', { name: /^As the page is written/ })).toBeChecked();
  await expect(picker, 'ours').toHaveValue('#0b6651');
  await picker.fill('#ffdd00');
  await expect(colour).toHaveValue('#ffdd00');
  await expect(page.locator('#accent-note')).toContainText('darker shade');
  await colour.fill('red');
  await save.click();
  await expect(colour).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#accent-note')).toContainText('Write a colour such as #0b6651');

  await colour.fill('a30');
  await page.getByRole('radio', { name: /^Always left/ }).check();
  await save.click();
  await expect(page.getByText('Website widget saved')).toBeVisible();
  await expect(colour).toHaveValue('#aa3300');
  await expect(picker).toHaveValue('#aa3300');
  await expect(page.frameLocator('iframe').locator('.tile').first(), 'the preview').toHaveCSS('background-color', RED);
  await page.reload();
  await awake(page);
  await expect(colour).toHaveValue('#aa3300');
  await expect(page.getByRole('radio', { name: /^Always left/ })).toBeChecked();
});

test('a line that says nothing of them takes both', async ({ page, site }) => {
  await onShop(page, site.url, '', async () => {
    await expect.poll(() => difference(page, 'left', RED)).toBeLessThanOrEqual(3);
    await openIn(page, 'left', RED);
  });
});

test('a line that says something keeps it', async ({ page, site }) => {
  await onShop(page, site.url, 'data-position="right" data-accent="#0b6651"', async () => {
    await expect.poll(() => difference(page, 'right', GREEN)).toBeLessThanOrEqual(3);
    await openIn(page, 'right', GREEN);
  });
});

test('the loader keeps its budget with them', async ({ request }) => {
  const loader = await (await request.get('/widget.js')).body();
  expect(loader.toString()).toContain('{"accent":"#aa3300","position":"left"}');
  const packed = brotliCompressSync(loader, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: loader.length } });
  expect(packed.length).toBeLessThanOrEqual(3 * 1024);
});
