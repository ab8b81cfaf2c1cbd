// What must never happen on a page, whichever test opens it: an error in the console, a word about hydration, an
// uncaught exception, a request to a host that is not ours.

import { type BrowserContext, expect } from '@playwright/test';

const OURS = new Set(['127.0.0.1', 'localhost', '[::1]']);
const ABOUT_HYDRATION = /hydrat|reactive|tachys|unreachable|mismatch/i;

export class Watch {
  private readonly seen: string[] = [];

  constructor(context: BrowserContext, expected: RegExp[]) {
    const note = (text: string) => {
      if (!expected.some((pattern) => pattern.test(text))) this.seen.push(text);
    };
    context.on('console', (message) => {
      const { url } = message.location();
      const text = `console ${message.type()}: ${message.text()}${url ? ` (${new URL(url).pathname})` : ''}`;
      if (message.type() === 'error' || ABOUT_HYDRATION.test(message.text())) note(text);
    });
    context.on('weberror', (error) => note(`exception: ${error.error().message}`));
    context.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith('http') && !OURS.has(hostname)) note(`request to a foreign host: ${hostname}`);
    });
  }

  verify(): void {
    expect(this.seen, 'errors on the page').toEqual([]);
  }
}
