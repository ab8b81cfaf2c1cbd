// Whoever asks for a person gets a card of the server's own words: nobody joins the chat, and it says so.

import { type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { Desk } from './desk.ts';

const WISH = 'Can I talk to a person?';

const cardOf = (desk: Desk) => desk.view.locator('.card.handover');
const excess = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

test('the button asks for a person, and the card is still there after a reload', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  await desk.view.getByRole('button', { name: 'Talk to a person' }).click();
  await expect(desk.answers).toHaveCount(1);
  const card = cardOf(desk);
  for (const again of [false, true]) {
    if (again) {
      await page.reload();
      await desk.taken();
    }
    await expect(card).toHaveCount(1);
    await expect(card.getByRole('heading')).toHaveText('Your wish has been passed on');
    await expect(card).toContainText('Our front desk sees it in its list of conversations. Nobody joins this chat itself.');
    await expect(card).toContainText('Leave your e-mail address or phone number');
  }
  await expect(desk.view.locator('form.card'), 'and a way to leave it is at hand').toBeVisible();
});

test('whoever left an address is reached by it, and is asked for none', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  await desk.ask(`Hi, I'm Ana, ana@example.com. ${WISH}`);
  await expect(cardOf(desk)).toContainText('You can be reached at ana@example.com.');
  await expect(desk.view.locator('form.card')).toHaveCount(0);
});

test('other words get no card', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  await desk.ask('When are you open?');
  await desk.ask("I don't want to talk to a person");
  await expect(cardOf(desk)).toHaveCount(0);
});

test('the card has the language and the direction of the wish', async ({ page }) => {
  const desk = await (await Desk.alone(page)).taken();
  await desk.ask('مجھے کسی شخص سے بات کرنی ہے');
  const card = cardOf(desk);
  await expect(card).toHaveAttribute('lang', 'ur');
  await expect(card).toHaveAttribute('dir', 'rtl');
  await expect(card.getByRole('heading')).toHaveText('آپ کی درخواست آگے پہنچا دی گئی ہے');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test('the longest address does not widen it', async ({ page }) => {
    const desk = await (await Desk.alone(page)).taken();
    const address = 'averylongwordwithoutanyspaces@a-very-long-host-name-indeed.example';
    await desk.ask(`Hi, I'm Ana, ${address}. ${WISH}`);
    await expect(cardOf(desk)).toContainText(address);
    expect(await excess(page)).toBeLessThanOrEqual(0);
  });
});
