// Writing an instruction: saved while one writes, searched, compared, published, brought back; and two who write at once.

import AxeBuilder from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { awake } from './hydrated.ts';

test.use({ signIn: true, alters: 'the instruction' });
test.describe.configure({ mode: 'serial' });

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const text = (page: Page) => page.getByRole('textbox', { name: 'Instruction' });
const kept = (page: Page) => page.locator('.studio__keeping');
const tab = (page: Page, name: string) => page.getByRole('navigation', { name: 'Assistant', exact: true }).getByRole('link', { name });

async function open(page: Page, view = ''): Promise<void> {
  await page.goto(`/admin/assistant${view}`);
  await awake(page);
}

/** Writes, and waits until it is saved. */
async function write(page: Page, words: string): Promise<void> {
  await text(page).fill(words);
  await expect(kept(page)).toHaveText('Not saved yet');
  await expect(kept(page)).toHaveText('Saved');
}

async function publish(page: Page, note: string): Promise<void> {
  await page.getByRole('button', { name: /^Publish as/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish the draft' });
  await dialog.getByLabel('What has changed').fill(note);
  await dialog.getByRole('button', { name: /^Publish as/ }).click();
  await expect(dialog).toHaveCount(0);
}

test('what is written is saved, published with a note, compared and brought back', async ({ page }) => {
  await open(page);
  await expect(page.getByRole('button', { name: /^Publish as/ }), 'nothing has changed').toBeDisabled();
  await write(page, 'You answer for {business_name}.\nA crown costs 22.');
  await page.reload();
  await awake(page);
  await expect(text(page)).toHaveValue('You answer for {business_name}.\nA crown costs 22.');
  await publish(page, 'The price of a crown');
  await expect(page.getByText('Version 2 is live', { exact: true }).first()).toBeVisible();
  await expect(page.locator('.versionrow[data-number="2"]')).toContainText('The price of a crown');

  await write(page, 'You answer for {business_name}.\nA crown costs 24.');
  await tab(page, 'Compare').click();
  await expect(page.locator('.compare__summary')).toContainText('1 change');
  await expect(page.locator('.diff__cell--old mark')).toHaveText('22');
  await expect(page.locator('.diff__cell--new mark')).toHaveText('24');
  await tab(page, 'As sent').click();
  await expect(page.getByRole('region', { name: 'The prompt as it is sent' })).toContainText('A crown costs 24.');
  await expect(page.getByRole('region', { name: 'The prompt as it is sent' })).not.toContainText('{business_name}');

  await page.getByRole('button', { name: 'Roll back to version 1' }).click();
  await expect(page.getByText('Version 3 is live', { exact: true }).first()).toBeVisible();
  await tab(page, 'Write').click();
  await expect(text(page), 'what is being written stays').toHaveValue(/crown costs 24/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Version 4 is live', { exact: true }).first()).toBeVisible();
});

test.describe('when somebody else publishes', () => {
  test.use({ expectedErrors: [/status of 409/] });

  test('one is told, and can publish after them without a new page', async ({ page, context }) => {
    await open(page);
    await write(page, 'A crown costs 26.');
    await publish(page, 'First');
    await write(page, 'A crown costs 28.');
    const other = await context.newPage();
    await open(other);
    await other.getByRole('button', { name: 'Roll back to version 1' }).click();
    await expect(other.getByRole('button', { name: 'Undo' })).toBeVisible();
    await other.close();

    await page.getByRole('button', { name: /^Publish as/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish the draft' });
    const button = dialog.getByRole('button', { name: /^Publish as/ });
    const before = await button.textContent();
    await button.click();
    await expect(dialog).toContainText('Somebody published meanwhile.');
    await expect(button, 'theirs is the live version').not.toHaveText(before ?? '');
    await button.click();
    await expect(dialog).toHaveCount(0);
    await expect(text(page)).toHaveValue('A crown costs 28.');
  });
});

test('who goes on at once loses nothing', async ({ page }) => {
  await open(page);
  await text(page).fill('Written in a hurry.');
  const saved = page.waitForResponse('**/rpc/assistant/draft/save');
  await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Leads' }).click();
  await saved;
  await expect(page).toHaveURL('/admin/leads');
  await open(page);
  await expect(text(page)).toHaveValue('Written in a hurry.');
});

test('words are found, variables go where the caret is, and the browser undoes', async ({ page }) => {
  await open(page);
  await write(page, 'one crown\ntwo crowns\nthree');
  const search = page.getByRole('searchbox', { name: 'Find in the text' });
  await search.fill('CROWN');
  await expect(page.locator('.editor__found')).toHaveText('1 of 2');
  await expect(page.locator('.sheet__lines .is-found')).toHaveCount(2);
  await search.press('Enter');
  await expect(page.locator('.editor__found')).toHaveText('2 of 2');
  await search.press('Escape');
  await expect(text(page)).toBeFocused();
  await page.keyboard.press('Control+End');
  await page.getByRole('button', { name: 'Insert {today}' }).click();
  await expect(text(page)).toHaveValue('one crown\ntwo crowns\nthree{today}');
  await page.keyboard.press('Control+z');
  await expect(text(page)).toHaveValue('one crown\ntwo crowns\nthree');
  await expect(page.locator('.sheet__line')).toHaveCount(3);
  await expect(page.locator('.editor__counts')).toContainText('5 words');
});

test('a warning leads to its line', async ({ page }) => {
  await open(page);
  await write(page, 'You are kind.\nSay {nonsense} first.');
  const warning = page.getByRole('list', { name: 'Warnings' }).getByRole('listitem').filter({ hasText: 'nonsense' });
  await warning.getByRole('button', { name: 'Line 2' }).click();
  await expect(text(page)).toBeFocused();
  expect(await text(page).evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd))).toBe('Say {nonsense} first.');
});

test('guidance becomes part of what is sent', async ({ page }) => {
  await open(page, '?view=guide');
  await page.getByLabel('Tone').fill('Warm and short.');
  await page.getByLabel('Topics to avoid').fill('our rivals\n\nmedicine');
  await page.getByRole('checkbox', { name: 'Urdu' }).check();
  await expect(kept(page)).toHaveText('Saved');
  await tab(page, 'As sent').click();
  const prompt = page.getByRole('region', { name: 'The prompt as it is sent' });
  await expect(prompt).toContainText('# Tone\nWarm and short.');
  await expect(prompt).toContainText('- our rivals\n- medicine');
});

test('of two who write at once nobody loses a text', async ({ page, context }) => {
  await open(page);
  const other = await context.newPage();
  await open(other);
  await write(other, 'Theirs: be thorough.');
  await text(page).fill('Mine: be brief.');
  const dialog = page.getByRole('dialog', { name: 'Somebody else saved the draft' });
  await expect(dialog).toBeVisible();
  await expect(dialog).toContainText('Theirs: be thorough.');
  await expect(dialog).toContainText('Mine: be brief.');
  await page.keyboard.press('Escape');
  await expect(dialog, 'it takes a decision').toBeVisible();
  await dialog.getByRole('button', { name: 'Go on with theirs' }).click();
  await expect(dialog).toBeHidden();
  await expect(text(page)).toHaveValue('Theirs: be thorough.');
  await expect(page.getByText('A text of yours is kept aside')).toBeVisible();
  await page.reload();
  await awake(page);
  await page.getByRole('button', { name: 'Put it below the draft' }).click();
  await expect(text(page)).toHaveValue('Theirs: be thorough.\n\nMine: be brief.');
  await expect(page.getByText('A text of yours is kept aside')).toBeHidden();
  await other.close();
});

test.describe('when the server does not answer', () => {
  test.use({ expectedErrors: [/status of 503|Failed to load/] });

  test('it is said that nothing is saved, and tried again', async ({ page }) => {
    await open(page);
    await page.route('**/rpc/assistant/draft/save', (route) => route.fulfill({ status: 503, json: { code: 'unavailable', message: 'Not now.' } }));
    await text(page).fill('Kept in the window.');
    await expect(kept(page)).toHaveText('Not saved: Not now.');
    await page.unroute('**/rpc/assistant/draft/save');
    await expect(kept(page)).toHaveText('Saved', { timeout: 15_000 });
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [{ width: 1440, height: 1024 }, { width: 360, height: 740 }]) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });
      for (const views of [['write', 'guide', 'prompt', 'compare'], ['tests', 'play', 'versions']]) {
        test(`${views.join(', ')}: accessible`, async ({ page }) => {
          for (const view of views) {
            await open(page, `?view=${view}`);
            const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
            expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`), view).toEqual([]);
          }
        });
      }
    });
  }
}
