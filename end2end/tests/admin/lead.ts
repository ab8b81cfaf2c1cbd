// A lead made by what a visitor says, and what the stories of the leads page share.

import { type APIRequestContext, type Locator, type Page, expect } from '@playwright/test';
import { awake } from './hydrated.ts';
import { Visitor, someone } from './visitor.ts';

export interface Person {
  name: string;
  email: string;
  conversation: string;
  visitor: Visitor;
}

/** The address of somebody of this name. */
export const addressOf = (name: string) => `${name.toLowerCase()}@example.com`;

/** Somebody who says who they are and what they want. */
export async function lead(request: APIRequestContext, wish = 'I need two crowns', name = someone()): Promise<Person> {
  const email = addressOf(name);
  const visitor = new Visitor(request);
  const { conversation } = await visitor.say(`Hi, I'm ${name}. ${wish}. Write to ${email}`, {
    locale: 'en',
    time_zone: 'Asia/Karachi',
    page: { url: 'https://shop.example/crowns?utm=x' },
  });
  return { name, email, conversation, visitor };
}

export const row = (page: Page, person: Person): Locator => page.locator('.leadrow').filter({ hasText: person.email });

export async function open(page: Page, address = '/admin/leads'): Promise<void> {
  await page.goto(address);
  await awake(page);
}

/** The drawer of somebody, opened by its address in the list. */
export async function openLead(page: Page, person: Person): Promise<Locator> {
  await open(page);
  await row(page, person).getByRole('link').click();
  const drawer = page.getByRole('dialog', { name: person.name });
  await expect(drawer.getByRole('heading', { level: 2 })).toHaveText(person.name);
  return drawer;
}

/** The id of somebody in the list that is open. */
export async function idOf(page: Page, person: Person): Promise<string> {
  const id = await row(page, person).getAttribute('data-id');
  if (!id) throw new Error(`${person.name} has no row`);
  return id;
}

/** What somebody else of the team does meanwhile, in the words of the page's own calls. */
export async function elsewhere(page: Page, call: 'create' | 'edit' | 'move' | 'erase', data: Record<string, unknown>): Promise<void> {
  const answer = await page.request.post(`/rpc/leads/${call}`, { data, headers: { 'sec-fetch-site': 'same-origin' } });
  expect(answer.ok(), await answer.text()).toBe(true);
}
