// The visitor's side of the chat, in the words of the tests; and a foreign page that embeds it.

import { type Frame, type Locator, type Page, expect } from '@playwright/test';
import { once } from 'node:events';
import { type Server as HttpServer, createServer } from 'node:http';
import { openChat } from '../../harness/chat.ts';

export class Desk {
  readonly field: Locator;
  /** What the visitor and the assistant said, as bubbles of the list. */
  readonly own: Locator;
  readonly answers: Locator;
  readonly problem: Locator;
  readonly button: Locator;

  constructor(
    readonly page: Page,
    readonly view: Frame | Page,
  ) {
    this.field = view.locator('#message');
    this.own = view.locator('.rows .visitor > .bubble');
    this.answers = view.locator('.rows .assistant > .bubble');
    this.problem = view.locator('#problem');
    this.button = view.locator('#send');
  }

  /** The panel on the page that is open. */
  static async in(page: Page): Promise<Desk> {
    const desk = new Desk(page, await openChat(page));
    await desk.taken();
    return desk;
  }

  /** The page of the frame by itself. */
  static async alone(page: Page, address = '/widget'): Promise<Desk> {
    await page.goto(address);
    return new Desk(page, page);
  }

  /** The bundle has taken the page over. */
  async taken(): Promise<this> {
    await this.view.locator(':root[data-live]').waitFor({ state: 'attached' });
    return this;
  }

  /**
   * Whether the page shows the panel. A frame that is hidden still believes that its elements are in the viewport; what
   * counts is the frame itself, on the page that holds it.
   */
  async isShown(): Promise<boolean> {
    if (!('frameElement' in this.view)) return true;
    const element = await this.view.frameElement();
    return (await element.isVisible()) && (await element.evaluate((frame) => frame.getBoundingClientRect().top < innerHeight));
  }

  async say(words: string): Promise<void> {
    await this.field.fill(words);
    await this.field.press('Enter');
  }

  /** Says something and waits until it is answered. */
  async ask(words: string): Promise<void> {
    const before = await this.answers.count();
    await this.say(words);
    await expect(this.answers).toHaveCount(before + 1);
    await expect(this.own.last()).toHaveText(words);
  }

  async menu(item: string): Promise<void> {
    await this.view.locator('#menu > summary').click();
    await this.view.locator('.menu-list').getByText(item).click();
  }
}

/** Waits until the panel is on the page, or is not. */
export const shown = (desk: Desk, is = true) => expect.poll(() => desk.isShown(), { message: `the panel is ${is ? 'shown' : 'hidden'}` }).toBe(is);

/** The visitor's token, as the frame keeps it. */
export const storedToken = (view: Frame | Page) => view.evaluate(() => localStorage.getItem('chatimjd.token'));

/** A page on an origin of its own. */
export class ForeignSite {
  private constructor(
    readonly url: string,
    private readonly server: HttpServer,
  ) {}

  /** Serves `html` at every path, with these headers. */
  static async start(html: string, headers: Record<string, string> = {}): Promise<ForeignSite> {
    const server = createServer((request, response) => {
      const isPage = !/\.\w+$/.test(new URL(request.url ?? '/', 'http://x').pathname);
      response.writeHead(isPage ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...headers });
      response.end(isPage ? html : '');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return new ForeignSite(`http://127.0.0.1:${address.port}`, server);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** Where the button stands on a page of this size: its root is closed, so tests point at it as a visitor does. */
export async function pointAtButton(page: Page): Promise<{ x: number; y: number }> {
  const size = page.viewportSize();
  if (!size) throw new Error('no viewport');
  const far = size.width <= 480 || size.height <= 560 ? 44 : 52;
  return { x: size.width - far, y: size.height - far };
}

/** Clicks the button. */
export async function clickButton(page: Page): Promise<void> {
  const { x, y } = await pointAtButton(page);
  await page.mouse.click(x, y);
}
