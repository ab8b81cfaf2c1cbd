// A lead made by what a visitor says, for the tests of the leads page.

import { type APIRequestContext } from '@playwright/test';
import { Visitor, someone } from './visitor.ts';

export interface Person {
  name: string;
  email: string;
  conversation: string;
  visitor: Visitor;
}

/** Somebody who says who they are and what they want. */
export async function lead(request: APIRequestContext, wish = 'I need two crowns'): Promise<Person> {
  const name = someone();
  const email = `${name.toLowerCase()}@example.com`;
  const visitor = new Visitor(request);
  const { conversation } = await visitor.say(`Hi, I'm ${name}. ${wish}. Write to ${email}`, {
    locale: 'en',
    time_zone: 'Asia/Karachi',
    page: { url: 'https://shop.example/crowns?utm=x' },
  });
  return { name, email, conversation, visitor };
}
