// A meeting made by what a visitor says, and what the stories of the meetings page share.

import { type APIRequestContext, type BrowserContextOptions, type Page, expect, request as requests } from '@playwright/test';
import type { Server } from '../../harness/server.ts';
import { awake } from './hydrated.ts';
import { Visitor, someone } from './visitor.ts';

export interface Meeting {
  id: string;
  name: string;
  email: string;
  start: Date;
  end: Date;
  version: number;
}

interface Row {
  id: string;
  who: string;
  email: string | null;
  start: string;
  end: string;
  version: number;
}

/** The business of these stories, and where its visitors are. */
export const HOME = 'Europe/Lisbon';
export const AWAY = 'Asia/Karachi';

/** Somebody else of the team, in the words of the page's own calls. */
export async function call<T>(request: APIRequestContext, path: string, data: Record<string, unknown>): Promise<T> {
  const answer = await request.post(`/rpc/${path}`, { data, headers: { 'sec-fetch-site': 'same-origin' } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as T;
}

/** The same for calls that are forms as well. */
export async function fill<T>(request: APIRequestContext, path: string, form: Record<string, string>): Promise<T> {
  const answer = await request.post(`/rpc/${path}`, { form, headers: { 'sec-fetch-site': 'same-origin', accept: 'application/json' } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as T;
}

interface Settings {
  version: number;
  business: Record<string, unknown>;
  scheduling: { rules: Record<string, unknown> } & Record<string, unknown>;
}

/** Open around the clock, every day of the week, in Lisbon; before the first story of a file. */
export async function openDoors(site: Server, state: BrowserContextOptions['storageState'], rules: Record<string, unknown> = {}): Promise<void> {
  const request = await requests.newContext({ baseURL: site.url, storageState: state });
  const read = await fill<Settings>(request, 'settings/load', {});
  const hours = Array.from({ length: 7 }, () => [{ from: 0, until: 1_440 }]);
  const saved = await call<Settings>(request, 'settings/business', {
    business: { ...read.business, time_zone: HOME, hours },
    version: read.version,
  });
  await call<Settings>(request, 'settings/meetings', {
    meetings: {
      hours,
      meeting_minutes: 30,
      scheduling: {
        ...saved.scheduling,
        rules: { ...saved.scheduling.rules, notice_minutes: 0, ...rules },
        limits: { per_address: 100, per_client: 1_000, per_installation: 10_000 },
      },
    },
    version: saved.version,
  });
  await request.dispose();
}

export async function meetings(request: APIRequestContext, list: 'coming' | 'past' | 'cancelled' = 'coming'): Promise<Row[]> {
  return (await call<{ items: Row[] }>(request, 'meetings/list', { list, cursor: null })).items;
}

let times = 0;

/** A day that is far enough away for every zone, and an hour with room around it that no other story takes, by the visitor's clock;
 * one that is no hour of the morning, too: where it is always open, "at 8:00" leaves a doubt. */
function someTime(): string {
  const hour = 13 + 4 * (times % 3);
  const day = new Date(Date.now() + (3 + Math.floor(times / 3)) * 86_400_000);
  times += 1;
  return `on ${day.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })} at ${hour}:00`;
}

/** A visitor's own words name the time and the address: that is a booking. */
export async function book(request: APIRequestContext, name = someone()): Promise<Meeting> {
  const email = `${name.toLowerCase()}@example.com`;
  const said = await new Visitor(request).say(`Hi, I'm ${name}, ${email}. Please book a meeting for me ${someTime()}.`, {
    locale: 'en',
    time_zone: AWAY,
  });
  const row = (await meetings(request)).find((row) => row.email === email);
  if (!row) throw new Error(`no meeting of ${email} after: ${said.text}`);
  return { id: row.id, name, email, start: new Date(row.start), end: new Date(row.end), version: row.version };
}

/** `14:30` as a clock in this zone shows it. */
export const clock = (at: Date, zone = HOME) => at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone });

/** `2026-11-24` as a calendar in this zone shows it. */
export const date = (at: Date, zone = HOME) => at.toLocaleDateString('sv-SE', { timeZone: zone });

export const week = (meeting: Meeting) => `/admin/meetings?week=${date(meeting.start)}`;

export const event = (page: Page, meeting: Meeting) => page.locator(`.eventslot[data-id="${meeting.id}"] .event`);

export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await awake(page);
}
