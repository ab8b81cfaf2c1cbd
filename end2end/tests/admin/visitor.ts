// A visitor's side of a conversation, by the public interface.

import { type APIRequestContext, expect } from '@playwright/test';

interface Said {
  conversation: string;
  text: string;
}

export class Visitor {
  private token: string | undefined;

  constructor(private readonly request: APIRequestContext) {}

  /** One message; resolves when the answer is complete. */
  async say(message: string, more: Record<string, unknown> = {}): Promise<Said> {
    const headers = this.token ? { authorization: `Bearer ${this.token}` } : undefined;
    const answer = await this.request.post('/gemini/train', { data: { message, ...more }, headers });
    expect(answer.ok(), await answer.text()).toBe(true);
    const { data } = (await answer.json()) as { data: { visitor_token?: string; conversation_id: string; reply: { text: string } } };
    this.token = data.visitor_token ?? this.token;
    return { conversation: data.conversation_id, text: data.reply.text };
  }

  /** Ends the conversation; the next message begins another one. */
  async reset(): Promise<void> {
    const answer = await this.request.post('/gemini/reset', { headers: { authorization: `Bearer ${this.token ?? ''}` } });
    expect(answer.ok(), await answer.text()).toBe(true);
  }

  /** Takes everything back. */
  async erase(): Promise<void> {
    const answer = await this.request.delete('/gemini/conversation', { headers: { authorization: `Bearer ${this.token ?? ''}` } });
    expect(answer.ok(), await answer.text()).toBe(true);
  }
}

let count = 0;

/** A first name that nobody else in this run has. */
export function someone(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  let number = process.pid * 1_000 + count++;
  let name = '';
  while (number > 0) {
    name = letters[number % 26] + name;
    number = Math.floor(number / 26);
  }
  return `Z${name}`;
}
