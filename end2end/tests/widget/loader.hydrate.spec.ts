// The one line on somebody's page: a good guest that opens, closes, and leaves without a trace.

import { type Page } from '@playwright/test';
import { chatFrame } from '../../harness/chat.ts';
import { expect, test as base } from '../../harness/fixtures.ts';
import { Desk, ForeignSite, clickButton, pointAtButton, shown, storedToken } from './desk.ts';

declare global {
  interface Window {
    seen: unknown[];
  }
}

const test = base.extend<{ host: (html: string, headers?: Record<string, string>) => Promise<string> }>({
  host: async ({}, use) => {
    const sites: ForeignSite[] = [];
    await use(async (html, headers) => {
      const site = await ForeignSite.start(html, headers);
      sites.push(site);
      return site.url;
    });
    await Promise.all(sites.map((site) => site.stop()));
  },
});

const embed = (url: string, options = '') => `<script async src="${url}/widget.js" ${options}></script>`;
const shop = (body: string) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>A shop</title></head><body><h1>A shop</h1><a href="#x">A link</a>${body}</body></html>`;
const ready = (page: Page) => page.waitForFunction(() => typeof window.CHATIMJD?.open === 'function');
/** The chat's frames; none: it was not opened yet. */
const frames = (page: Page) => page.frames().filter((frame) => frame.url().includes('/widget')).length;

test('the button opens and closes the chat by mouse and by keyboard, and gives the focus back', async ({ page }) => {
  await page.goto('/');
  await ready(page);
  await clickButton(page);
  const desk = new Desk(page, await chatFrame(page));
  await desk.taken();
  await expect(desk.field).toBeFocused();
  await shown(desk);

  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('DIV'); // the button's host
  await shown(desk, false);

  await page.keyboard.press('Enter');
  await shown(desk);
  await expect(desk.field).toBeFocused();
  await clickButton(page);
  await shown(desk, false);
});

test('Tab goes round in the panel and Escape leads out', async ({ page }) => {
  await page.goto('/');
  const desk = await Desk.in(page);
  await desk.field.fill('x');
  const stops = new Set<string>();
  for (let i = 0; i < 24; i++) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.tagName), 'never onto the page').toBe('DIV');
    stops.add(await desk.view.evaluate(() => document.activeElement?.id || document.activeElement?.className || document.activeElement?.tagName || ''));
  }
  expect([...stops]).toEqual(expect.arrayContaining(['message', 'send', 'messages']));
  await page.keyboard.press('Shift+Tab');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('DIV');
  await page.keyboard.press('Escape');
  await shown(desk, false);
});

test('pointing at the button fetches ahead, and nothing before that', async ({ page }) => {
  await page.goto('/', { waitUntil: 'networkidle' });
  await ready(page);
  expect(frames(page)).toBe(0);
  const { x, y } = await pointAtButton(page);
  await page.mouse.move(x, y);
  const desk = new Desk(page, await chatFrame(page));
  await desk.taken();
  await shown(desk, false);
  expect(await page.context().storageState(), 'fetching ahead leaves nothing').toEqual({ cookies: [], origins: [] });
});

test('it works under a strict content policy, without touching the page', async ({ page, host, site }) => {
  const policy = `default-src 'none'; img-src data:; script-src ${site.url}; frame-src ${site.url}; style-src 'self'; require-trusted-types-for 'script'`;
  const url = await host(shop(embed(site.url)), { 'content-security-policy': policy });
  await page.goto(url);
  const before = await page.evaluate(() => ({ title: document.title, body: document.body.outerHTML, head: document.head.outerHTML, style: document.documentElement.getAttribute('style') }));
  const desk = await Desk.in(page);
  await desk.ask('Hello there');
  const after = await page.evaluate(() => ({ title: document.title, body: document.body.outerHTML, head: document.head.outerHTML, style: document.documentElement.getAttribute('style') }));
  expect(after).toEqual(before);
  expect(await page.evaluate(() => window.onmessage)).toBeNull();
  expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual(['', 0, 0]);
});

test('no cookie, no storage and no conversation before the first message', async ({ page, startServer }) => {
  const server = await startServer({ env: { ADMIN_API_KEY: 'k'.repeat(40) } });
  await page.goto(server.url);
  const desk = await Desk.in(page);
  await page.waitForLoadState('networkidle');
  expect(await page.context().storageState()).toEqual({ cookies: [], origins: [] });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await desk.view.locator('.scroll').click();
  expect(asked.filter((path) => path.startsWith('/gemini'))).toEqual([]);
  expect(await storedToken(desk.view)).toBeNull();
  await desk.ask('Hello');
  expect(await storedToken(desk.view)).toMatch(/^vt_/);
  expect((await page.context().storageState()).cookies).toEqual([]);
});

test('the page talks to it and hears from it', async ({ page, host, site }) => {
  const early = "<script>window.CHATIMJD=[['setPage',{title:'The queue'}],['open']]</script>";
  await page.goto(await host(shop(early + embed(site.url, 'data-greeting="Ahoy, what shall it be?" data-locale="de"'))));
  await ready(page);
  const desk = new Desk(page, await chatFrame(page));
  await desk.taken();
  await expect(desk.view.locator('#greeting')).toHaveText('Ahoy, what shall it be?');
  await expect(desk.field).toHaveAttribute('placeholder', 'Nachricht schreiben');

  await page.evaluate(() => {
    window.seen = [];
    const chat = window.CHATIMJD as unknown as { on(name: string, handler: (detail: unknown) => void): void };
    for (const name of ['open', 'close', 'message', 'unread']) chat.on(name, (detail) => window.seen.push(detail === undefined ? name : [name, detail]));
  });
  const sent = page.waitForRequest((request) => request.url().endsWith('/gemini/train'));
  await desk.ask('Guten Tag');
  const body = (await sent).postDataJSON();
  expect(body).toMatchObject({ message: 'Guten Tag', locale: 'de', time_zone: 'Europe/Lisbon', page: { title: 'The queue', url: page.url() } });
  await page.evaluate(() => window.CHATIMJD.toggle());
  await page.evaluate(() => window.CHATIMJD.toggle());
  await expect.poll(() => page.evaluate(() => window.seen)).toEqual(['message', 'close', 'open']);

  await page.evaluate(() => (window.CHATIMJD as unknown as { setLocale(tag: string): void }).setLocale('fr'));
  const again = new Desk(page, await chatFrame(page));
  await expect(again.field).toHaveAttribute('placeholder', 'Écrivez un message');
  await expect(again.own).toHaveText('Guten Tag');
});

test('the campaign that led to the page goes along, and nothing else of its address as one', async ({ page }) => {
  await page.goto('/?utm_source=news&utm_campaign=spring&utm_odd=1&source=menu&medium=tv');
  const desk = await Desk.in(page);
  const sent = page.waitForRequest((request) => request.url().endsWith('/gemini/train'));
  await desk.ask('Hello');
  expect((await sent).postDataJSON().page.utm).toEqual({ source: 'news', campaign: 'spring' });
});

test('an answer that comes while the panel is closed is counted', async ({ page }) => {
  await page.goto('/');
  const desk = await Desk.in(page);
  await page.evaluate(() => {
    window.seen = [];
    (window.CHATIMJD as unknown as { on(name: string, handler: (detail: unknown) => void): void }).on('unread', (count) => window.seen.push(count));
  });
  const held = page.waitForRequest((request) => request.url().endsWith('/gemini/train'));
  await page.route('**/gemini/train', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    await route.continue();
  });
  await desk.say('Hello');
  await held;
  await page.evaluate(() => window.CHATIMJD.close());
  await expect.poll(() => page.evaluate(() => window.seen)).toEqual([1]);
});

test('who the page says the visitor is goes along with the conversation, not before it', async ({ page }) => {
  await page.goto('/');
  const saved: unknown[] = [];
  page.on('request', (request) => request.url().endsWith('/gemini/save-info') && saved.push(request.postDataJSON()));
  await ready(page);
  await page.evaluate(() => (window.CHATIMJD as unknown as { identify(who: object): void }).identify({ name: 'Ana Lima', email: 'ana@example.com', cart: 7 }));
  const desk = await Desk.in(page);
  expect(saved).toEqual([]);
  await desk.ask('Hello');
  await expect.poll(() => saved).toEqual([{ name: 'Ana Lima', email: 'ana@example.com' }]);
});

test('loaded twice it is there once; destroyed it is gone and can come back', async ({ page, host, site }) => {
  await page.goto(await host(shop(embed(site.url) + embed(site.url))));
  await ready(page);
  const roots = () => page.evaluate(() => [...document.documentElement.children].filter((child) => child.tagName === 'DIV').length);
  await expect.poll(roots).toBe(1);
  // A single-page site replaces its body and changes its address.
  await page.evaluate(() => {
    document.body = document.createElement('body');
    history.pushState({}, '', '/another');
  });
  const desk = await Desk.in(page);
  const sent = page.waitForRequest((request) => request.url().endsWith('/gemini/train'));
  await desk.ask('Hello');
  expect((await sent).postDataJSON().page.url).toMatch(/\/another$/);

  await page.evaluate(() => (window.CHATIMJD as unknown as { destroy(): void }).destroy());
  expect(await roots()).toBe(0);
  expect(frames(page)).toBe(0);
  expect(await page.evaluate(() => 'CHATIMJD' in window)).toBe(false);
  await page.addScriptTag({ url: `${site.url}/widget.js` });
  await ready(page);
  expect(await roots()).toBe(1);
});

test('forged messages change nothing on either side', async ({ page, host, site }) => {
  await page.goto(await host(shop(embed(site.url, 'data-open'))));
  await ready(page);
  const desk = new Desk(page, await chatFrame(page));
  await desk.taken();
  // The page's own scripts are not the frame: no `close` from here.
  await page.evaluate(() => window.postMessage({ chatimjd: 1, type: 'close' }, '*'));
  // A frame of somebody else inside of the page may not speak to ours.
  await page.evaluate(() => {
    const other = document.createElement('iframe');
    other.srcdoc = "<script>for (let i = 0; i < parent.frames.length; i++) parent.frames[i].postMessage({chatimjd:1,type:'greeting',text:'Forged'},'*')</script>";
    document.body.append(other);
  });
  await page.waitForTimeout(300);
  await shown(desk);
  await expect(desk.view.locator('#greeting')).not.toHaveText('Forged');
});

test('a pale accent is darkened until white stands out on it', async ({ page, host, site }) => {
  for (const accent of ['#ffdd00', '#00ff88', '#ff66cc', '#88bbff', '#ffffff', '#0b6651']) {
    await page.goto(await host(shop(embed(site.url, `data-accent="${accent}"`))));
    await ready(page);
    const { x, y } = await pointAtButton(page);
    // Beside the icon, inside of the circle.
    const shot = await page.screenshot({ clip: { x: x - 22, y: y - 2, width: 4, height: 4 } });
    const contrast = await page.evaluate(async (png) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const [r = 0, g = 0, b = 0] = context?.getImageData(1, 1, 1, 1).data ?? [];
      const [lr, lg, lb] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number];
      return 1.05 / (0.2126 * lr + 0.7152 * lg + 0.0722 * lb + 0.05);
    }, shot.toString('base64'));
    expect(contrast, accent).toBeGreaterThanOrEqual(4.5);
  }
});
