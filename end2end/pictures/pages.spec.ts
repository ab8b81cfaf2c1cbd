// Takes the pictures of docs/images: each page of the dashboard, the widget and the description of the API, phone and desktop,
// light and dark. They land in test-results/pictures; with CHATIMJD_PICTURES they replace those of that folder.

import { type APIRequestContext, type Page } from '@playwright/test';
import { join } from 'node:path';
import { openChat } from '../harness/chat.ts';
import { expect, test } from '../harness/fixtures.ts';

const FOLDER = process.env.CHATIMJD_PICTURES ?? 'test-results/pictures';
const SIZES = { 360: { width: 360, height: 740 }, 1440: { width: 1440, height: 1024 } };
const SCHEMES = ['light', 'dark'] as const;

/** The sample shop, so that the offline assistant has something to say. */
const BUSINESS = {
  name: 'Spoke & Lantern',
  time_zone: 'Europe/Lisbon',
  hours: [...Array(5).fill([{ from: 540, until: 1080 }]), [{ from: 600, until: 840 }], []],
  meeting_minutes: 30,
  services: [
    { name: 'Small service', price: 'from 45 €' },
    { name: 'Full overhaul', price: 'from 160 €' },
    { name: 'Wheel building', price: 'from 90 €' },
  ],
  contact: 'Rua da Ribeira 12, Porto, hello@spoke.example',
};

const TALKS = [
  ['Do you repair electric bicycles?', 'My number is +34 612 345 678'],
  ['السلام علیکم، آپ کی دکان کب کھلتی ہے؟'],
  ['Hello, this is Ben from Northlight. Can you service twelve bicycles of our team?', 'ben@northlight.example', 'Monday would be good.'],
  ["Hi, I'm Ana, ana@example.com, what do you cost?", 'A full overhaul, please. When are you open?', 'Great, my phone is +351 912 345 678'],
];

/** A day of the shop's week, so many after today, in words. */
function openDay(after: number): string {
  const day = new Date(Date.now() + after * 86_400_000);
  while (day.getUTCDay() % 6 === 0) day.setUTCDate(day.getUTCDate() + 1);
  return day.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

const WISHES = [
  ["Hi, I'm Zainab, zainab@example.com. Please book a meeting", 2, '14:30', 'Asia/Karachi'],
  ["Hello, I'm Omar, omar@example.com. Please book a meeting", 3, '16:00', 'Asia/Dubai'],
  ["Hi, I'm Rania, rania@example.com. Please book a meeting", 3, '10:00', 'Europe/Lisbon'],
] as const;

/** What the pictures show: a business, and conversations by the public interface. */
async function talk(request: APIRequestContext, origin: string): Promise<void> {
  const saved = await request.post('/rpc/settings/business', { data: { business: BUSINESS, version: 0 }, headers: { origin } });
  expect(saved.ok(), await saved.text()).toBe(true);
  for (const messages of TALKS) {
    let token: string | undefined;
    for (const message of messages) {
      const headers = token ? { authorization: `Bearer ${token}` } : undefined;
      const answer = await request.post('/gemini/train', { data: { message }, headers });
      expect(answer.ok(), await answer.text()).toBe(true);
      const { data } = (await answer.json()) as { data: { visitor_token?: string } };
      token = data.visitor_token ?? token;
    }
  }
  for (const [words, after, time, time_zone] of WISHES) {
    const answer = await request.post('/gemini/train', { data: { message: `${words} on ${openDay(after)} at ${time}.`, time_zone } });
    expect(answer.ok(), await answer.text()).toBe(true);
  }
}

async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

for (const scheme of SCHEMES) {
  for (const [width, viewport] of Object.entries(SIZES)) {
    test.describe(`${scheme}, ${width}`, () => {
      test.use({ colorScheme: scheme, viewport, signIn: true, contextOptions: { reducedMotion: 'reduce' } });
      const picture = (page: Page, name: string) =>
        page.screenshot({ path: join(FOLDER, `${name}-${scheme}-${width}.png`), animations: 'disabled', caret: 'hide' });

      test('dashboard', async ({ page, request, site }) => {
        const rows = page.locator('a[href^="/admin/conversations/"]');
        await page.goto('/admin/conversations');
        if ((await rows.count()) === 0) await talk(request, site.url);
        await page.goto('/admin/conversations');
        await rows.first().waitFor();
        await settle(page);
        await picture(page, 'conversations');
        await rows.filter({ hasText: 'Ana' }).last().click();
        await page.getByRole('log').getByText('what do you cost').first().waitFor();
        await settle(page);
        await picture(page, 'conversation');
        await page.goto('/admin/overview?days=7');
        await page.getByRole('heading', { name: 'Busy hours' }).waitFor();
        await settle(page);
        await picture(page, 'overview');
        await page.goto('/admin/reports');
        await settle(page);
        await picture(page, 'reports');
        await page.goto('/admin/logs?q=overhaul');
        await settle(page);
        await picture(page, 'logs');
        await page.goto('/admin/leads');
        await settle(page);
        await picture(page, 'leads');
        await page.locator('.leadrow__link').filter({ hasText: 'Ana' }).first().click();
        await page.getByRole('dialog', { name: 'Ana' }).waitFor();
        await settle(page);
        await picture(page, 'lead');
        await page.goto('/admin/leads?view=board');
        await settle(page);
        await picture(page, 'leads-board');
        await page.goto(`/admin/meetings?week=${new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)}&also=Asia%2FDubai`);
        await settle(page);
        await picture(page, 'meetings');
        await page.goto('/admin/assistant');
        await settle(page);
        await picture(page, 'assistant');
        await page.goto('/admin/settings');
        await settle(page);
        await picture(page, 'settings');
      });

      test('widget', async ({ page }) => {
        await page.goto('/');
        await settle(page);
        const chat = await openChat(page);
        const field = chat.getByRole('textbox').first();
        await field.fill("Hi, I'm Ana, ana@example.com, what do you cost?");
        await field.press('Enter');
        await expect(chat.getByRole('log')).toContainText('Ana');
        await settle(page);
        await picture(page, 'widget');
      });

      test('description of the API', async ({ page }) => {
        await page.goto('/api/docs');
        await settle(page);
        await picture(page, 'api-docs');
      });
    });
  }

  test.describe(`signed out, ${scheme}`, () => {
    test.use({ colorScheme: scheme, viewport: SIZES[1440] });
    test('log in', async ({ page }) => {
      await page.goto('/admin/login');
      await settle(page);
      await page.screenshot({ path: join(FOLDER, `login-${scheme}-1440.png`), animations: 'disabled' });
    });
    test('set-up', async ({ page, startServer }) => {
      const fresh = await startServer({ admin: false });
      await page.goto(`${fresh.url}/admin`);
      await settle(page);
      await page.screenshot({ path: join(FOLDER, `setup-${scheme}-1440.png`), animations: 'disabled' });
    });
  });
}
