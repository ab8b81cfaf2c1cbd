// How it looks and reads: languages, directions, themes, small and large screens, and for those who do not see it.

import AxeBuilder from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { chatFrame } from '../../harness/chat.ts';
import { expect, test } from '../../harness/fixtures.ts';
import { Desk, clickButton, shown } from './desk.ts';

const overflows = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nobody is shut out, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const desk = await (await Desk.alone(page)).taken();
    const check = async (what: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`), what).toEqual([]);
    };
    await check('an empty desk');
    await desk.ask('Hello');
    await desk.ask('Can somebody call me back, please?');
    await desk.view.locator('form.card').getByRole('button', { name: 'Send' }).click();
    await check('a conversation with a card');
    await desk.ask('Can I talk to a person?');
    await expect(desk.view.locator('.card.handover')).toBeVisible();
    await check('what becomes of a wish for a person');
    await desk.view.locator('#menu > summary').click();
    await check('the menu');
    await desk.view.locator('.menu-list').getByText('Erase my chat').click();
    await check('a dialog');
  });
}

test('every language has its own words and its own direction', async ({ page }) => {
  const seen = new Set<string>();
  for (const [locale, direction] of Object.entries({ en: 'ltr', ur: 'rtl', es: 'ltr', fr: 'ltr', de: 'ltr', ar: 'rtl', hi: 'ltr', zh: 'ltr', pt: 'ltr', id: 'ltr' })) {
    await page.goto(`/widget?locale=${locale}`);
    await expect(page.locator('html')).toHaveAttribute('lang', locale);
    await expect(page.locator('html')).toHaveAttribute('dir', direction);
    seen.add((await page.locator('#message').getAttribute('placeholder')) ?? '');
    expect(await overflows(page), locale).toBe(false);
  }
  expect(seen.size).toBe(10);
});

test('right to left mirrors, and each message keeps its own direction', async ({ page }) => {
  const desk = await (await Desk.alone(page, '/widget?locale=ur')).taken();
  await desk.ask('آپ کب کھلے ہوتے ہیں؟');
  await desk.ask('My e-mail is ana@example.com');
  await expect(desk.own.nth(0)).toHaveAttribute('lang', 'ur');
  await expect(desk.own.nth(0)).toHaveAttribute('dir', 'rtl');
  await expect(desk.own.nth(1)).toHaveAttribute('lang', 'en');
  await expect(desk.own.nth(1)).toHaveAttribute('dir', 'ltr');
  const own = await desk.own.nth(0).boundingBox();
  const send = await desk.button.boundingBox();
  expect(own?.x, 'the visitor writes on the left').toBeLessThan(40);
  expect(send?.x, 'the button is on the left').toBeLessThan(40);
  expect(await overflows(page)).toBe(false);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });

  test('the sheet fills the screen, has large targets, and closes', async ({ page }) => {
    await page.goto('/');
    await page.waitForFunction(() => typeof window.CHATIMJD?.open === 'function');
    const scale = await page.evaluate(() => window.visualViewport?.scale);
    await clickButton(page);
    const frame = await chatFrame(page);
    const desk = await new Desk(page, frame).taken();
    await expect.poll(() => frame.evaluate(() => [innerWidth, innerHeight])).toEqual([360, 740]);
    expect(await frame.evaluate(() => getComputedStyle(document.getElementById('message') as Element).fontSize)).toBe('16px');
    for (const target of await frame.locator('button:visible, summary:visible, input:visible').all()) {
      const box = await target.boundingBox();
      expect(box?.height, (await target.getAttribute('class')) ?? '').toBeGreaterThanOrEqual(38);
    }
    await expect(desk.field, 'no keyboard over the words').not.toBeFocused();
    await desk.ask('What do you cost?');
    expect(await frame.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await page.evaluate(() => window.visualViewport?.scale), 'nothing zooms').toBe(scale);
    await frame.getByRole('button', { name: 'Close chat' }).click();
    await shown(desk, false);
  });
});

test('a theme of the site beats that of the system, and a colour reaches both', async ({ page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const accent = () => page.evaluate(() => getComputedStyle(document.querySelector('.tile') as Element).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/widget?accent=aa3300');
  const [light, ours] = [await background(), await accent()];
  expect(ours).toBe('rgb(170, 51, 0)');
  await page.goto('/widget?accent=aa3300&theme=dark');
  expect(await background()).not.toBe(light);
  expect(await accent(), 'lighter, for dark text').not.toBe(ours);
});

test('without motion nothing moves', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/widget');
  const moving = await page.evaluate(() => {
    const all = [...document.querySelectorAll('*')].flatMap((element) => [getComputedStyle(element), getComputedStyle(element, '::after')]);
    return all.filter((style) => style.animationName !== 'none' || !/^0s(, 0s)*$/.test(style.transitionDuration)).length;
  });
  expect(moving).toBe(0);
});

test('the sample shop is a page of its own on every screen', async ({ page }) => {
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto('/');
    expect(await overflows(page), `${width}`).toBe(false);
    await expect(page.getByRole('link', { name: 'Open the dashboard' })).toHaveAttribute('href', '/admin');
  }
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`)).toEqual([]);
});
