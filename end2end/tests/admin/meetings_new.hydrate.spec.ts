// A meeting that is written down on the meetings page: a free time, once, with what is wrong at its field.

import AxeBuilder from '@axe-core/playwright';
import { type Locator, type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { type Meeting, call, clock, date, event, meetings, open, openDoors } from './meeting.ts';
import { someone } from './visitor.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

test.use({ signIn: true, alters: 'the meetings', viewport: { width: 1440, height: 1000 }, expectedErrors: [/status of 422/] });
test.beforeAll(async ({ site, ownerState }) => openDoors(site, await ownerState()));

let days = 0;

/** A day that no other story looks at. */
function someDay(): string {
  days += 1;
  return date(new Date(Date.now() + (20 + days) * 86_400_000));
}

/** The dialog, with somebody in it and a day on which all is free. */
async function begin(page: Page, name: string): Promise<Locator> {
  await open(page, '/admin/meetings');
  await page.getByRole('button', { name: 'New meeting' }).click();
  const dialog = page.getByRole('dialog', { name: 'New meeting' });
  await expect(dialog.locator('.pickertime').first(), 'a free day is found').toBeVisible();
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('E-mail').fill(`${name.toLowerCase()}@example.com`);
  return dialog;
}

/** Takes the first time of that day. */
async function take(dialog: Locator, day: string): Promise<Date> {
  await dialog.getByLabel('Day', { exact: true }).fill(day);
  const choice = dialog.locator(`.pickertime:has(input[value^="${day}"])`).first();
  const start = new Date((await choice.locator('input').getAttribute('value')) ?? '');
  await choice.click();
  await expect(choice.locator('input')).toBeChecked();
  return start;
}

const bookedAs = async (page: Page, name: string) =>
  (await meetings(page.request)).filter((row) => row.email === `${name.toLowerCase()}@example.com`);

test('a meeting is written down once, stands in its week, and its drawer opens', async ({ page }) => {
  const name = someone();
  const dialog = await begin(page, name);
  await expect(dialog.locator('#new-email-note'), 'no mail server, and no calendar').toHaveText('Nobody writes to them: tell them yourself.');
  await dialog.getByLabel('What it is about').fill('Two crowns');
  const start = await take(dialog, someDay());
  await dialog.getByRole('button', { name: 'Book meeting' }).dblclick();
  const drawer = page.getByRole('dialog', { name });
  await expect(drawer.getByRole('heading', { level: 2 })).toHaveText(name);
  await expect(drawer.locator('.clocks__one').first()).toContainText(`${clock(start)} to `);
  await expect(dialog).toBeHidden();
  const rows = await bookedAs(page, name);
  expect(rows.map((row) => new Date(row.start).getTime()), 'two presses, one meeting').toEqual([start.getTime()]);
  await expect(page).toHaveURL(new RegExp(`week=[0-9-]+&meeting=${rows[0]?.id}`));
  await page.keyboard.press('Escape');
  const shown = event(page, { id: rows[0]?.id } as Meeting);
  await expect(shown).toContainText(`${clock(start)} to `);
  await expect(shown, 'the focus goes to the meeting').toBeFocused();
});

test('what is wrong is said at its field, and nothing is booked', async ({ page }) => {
  const name = someone();
  const dialog = await begin(page, name);
  await dialog.getByLabel('E-mail').fill('nobody');
  await dialog.getByRole('button', { name: 'Book meeting' }).click();
  await expect(dialog.locator('#new-start-note')).toContainText('Choose one of the free times');
  await take(dialog, someDay());
  await dialog.getByRole('button', { name: 'Book meeting' }).click();
  await expect(dialog.locator('#new-email-note')).toContainText('Write an e-mail address such as');
  await expect(dialog.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true');
  expect(await bookedAs(page, name)).toEqual([]);
  await dialog.getByLabel('E-mail').fill('');
  await dialog.getByLabel('Phone').fill('+92 300 1234567');
  await dialog.getByRole('button', { name: 'Book meeting' }).click();
  await expect(page.getByRole('dialog', { name }).getByRole('link', { name: '+92 300 1234567' })).toBeVisible();
});

test('somebody else was quicker: other free times are offered, and one of them is booked', async ({ page }) => {
  const [name, other] = [someone(), someone()];
  const dialog = await begin(page, name);
  const start = await take(dialog, someDay());
  const theirs = { start: start.toISOString(), name: other, email: `${other.toLowerCase()}@example.com`, phone: '', notes: '' };
  const answer = await call<{ done?: unknown }>(page.request, 'meetings/book', { meeting: theirs, once: `e2e-${other}` });
  expect(answer.done).toBeDefined();
  await dialog.getByRole('button', { name: 'Book meeting' }).click();
  await expect(dialog.locator('#new-start-note')).toContainText('This time is taken');
  const others = dialog.locator('.newmeeting__others').getByRole('button');
  const label = await others.first().innerText();
  await others.first().click();
  await expect(dialog.getByLabel('Day', { exact: true }), 'the focus is kept').toBeFocused();
  await expect(dialog.locator('.pickertime input:checked + .pickertime__face')).toHaveText(label.slice(-5));
  await dialog.getByRole('button', { name: 'Book meeting' }).click();
  await expect(page.getByRole('dialog', { name }).locator('.clocks__one').first()).toContainText(`${label.slice(-5)} to `);
});

test('Escape closes the dialog, keeps what was typed, and gives the focus back', async ({ page }) => {
  const name = someone();
  const dialog = await begin(page, name);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  const button = page.getByRole('button', { name: 'New meeting' });
  await expect(button).toBeFocused();
  await button.click();
  await expect(dialog.getByLabel('Name')).toHaveValue(name);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await button.click();
  await expect(dialog.getByLabel('Name')).toHaveValue('');
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [{ width: 1440, height: 1024 }, { width: 360, height: 740 }]) {
    test.describe(`for everybody, ${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });

      test('the dialog', async ({ page }) => {
        const dialog = await begin(page, someone());
        await take(dialog, someDay());
        const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
        const wide = await dialog.evaluate((element) => element.scrollWidth - element.clientWidth);
        expect(wide, 'the dialog is too wide by').toBeLessThanOrEqual(0);
      });
    });
  }
}
