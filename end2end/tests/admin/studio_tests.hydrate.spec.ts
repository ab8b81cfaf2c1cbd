// The playground and the test conversations: tried out, kept as a test, run, in the way of publishing, taken out and in.

import { readFile } from 'node:fs/promises';
import { type Locator, type Page } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { awake } from './hydrated.ts';
import { Visitor, someone } from './visitor.ts';

test.use({ signIn: true, alters: 'the tests', expectedErrors: [/status of 422/] });
test.describe.configure({ mode: 'serial' });

const row = (page: Page, name: string) => page.locator('.caserow').filter({ hasText: name });

async function open(page: Page, view = '?view=tests'): Promise<void> {
  await page.goto(`/admin/assistant${view}`);
  await awake(page);
}

/** A test that nothing can pass. */
async function addImpossible(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New test' }).click();
  const dialog = page.getByRole('dialog', { name: 'Test conversation' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('The visitor says').fill('Hello');
  await dialog.getByRole('combobox', { name: 'Expectation' }).selectOption({ label: 'The last answer says' });
  await dialog.getByRole('textbox', { name: 'Words' }).fill('what nobody ever says');
  await dialog.getByRole('button', { name: 'Save test' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row(page, name)).toHaveCount(1);
}

async function runAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.locator('.runline').first()).toContainText('on the draft', { timeout: 30_000 });
  await expect(page.getByRole('progressbar', { name: 'Test run' })).toHaveCount(0);
}

test('the draft answers in the playground, and an answer becomes a test', async ({ page }) => {
  const name = someone();
  await open(page, '');
  const chat = page.getByRole('log', { name: 'Chat with the draft' });
  const field = page.getByRole('textbox', { name: 'Write as a visitor' });
  await field.fill(`I'm ${name}, ${name.toLowerCase()}@example.com. What are your hours?`);
  await field.press('Enter');
  const answer = chat.getByRole('article', { name: 'Draft’s answer' });
  await expect(answer).toContainText('offline assistant');
  await expect(page.getByRole('region', { name: 'Would be captured' })).toContainText(`${name.toLowerCase()}@example.com`);

  await page.getByLabel('Let the live version answer, too').check();
  await field.fill('And on Sundays?');
  await field.press('Enter');
  await expect(chat.getByRole('article', { name: 'Live’s answer' })).toHaveCount(1);
  await chat.getByRole('button', { name: 'Turn into a test' }).last().click();
  const dialog = page.getByRole('dialog', { name: 'Test conversation' });
  await expect(dialog.getByLabel('Name')).toHaveValue('And on Sundays?');
  await expect(dialog.getByLabel('The visitor says').last()).toHaveValue('And on Sundays?');
  await dialog.getByRole('button', { name: 'Save test' }).click();
  await expect(page.getByText('“And on Sundays?” is saved')).toBeVisible();

  await page.getByRole('button', { name: 'Restart' }).click();
  await expect(chat.getByText('Try the draft')).toBeVisible();
  await page.goto('/admin/conversations?show=all');
  await expect(page.getByRole('listitem').filter({ hasText: name }), 'nothing is kept').toHaveCount(0);
});

test('a form says what is wrong, at its place', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'New test' }).click();
  const dialog = page.getByRole('dialog', { name: 'Test conversation' });
  await dialog.getByRole('button', { name: 'Save test' }).click();
  await expect(dialog.locator('#case-name-note')).toHaveClass(/wrong/);
  await expect(dialog.locator('.caseline').first()).toHaveClass(/is-wrong/);
  await dialog.getByRole('combobox', { name: 'Expectation' }).selectOption({ label: 'A tool is called' });
  await dialog.getByRole('textbox', { name: 'Tool' }).fill('capture_lead');
  await dialog.getByRole('textbox', { name: 'Arguments, as JSON' }).fill('{name');
  await dialog.getByRole('button', { name: 'Save test' }).click();
  await expect(dialog.locator('.caseline--expected')).toContainText('An object such as');
});

test('a failing test stands in the way of publishing until somebody says why', async ({ page }) => {
  const name = `Impossible ${someone()}`;
  await open(page);
  await addImpossible(page, name);
  await page.getByRole('navigation', { name: 'Assistant', exact: true }).getByRole('link', { name: 'Write' }).click();
  await page.getByRole('textbox', { name: 'Instruction' }).fill(`You are kind to ${name}.`);
  await page.getByRole('navigation', { name: 'Assistant', exact: true }).getByRole('link', { name: 'Tests' }).click();
  await runAll(page);
  await expect(row(page, name).locator('details'), 'failures are open').toHaveAttribute('open', '');
  await expect(row(page, name)).toContainText('Fails');
  await expect(row(page, name)).toContainText('Instead:');
  await expect(page.locator('.studio__gate')).toContainText('must pass before publishing');

  await page.getByRole('button', { name: /^Publish as/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish the draft' });
  await dialog.getByRole('button', { name: /^Publish as/ }).click();
  await expect(dialog).toContainText('did not pass');
  await dialog.getByLabel('Why it is published all the same').fill('It is meant so');
  await dialog.getByRole('button', { name: /^Publish as/ }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Tests failed: It is meant so')).toBeVisible();
});

test('a test that is being written does not go for another one without a question', async ({ page }) => {
  const name = `Impossible ${someone()}`;
  await open(page);
  await addImpossible(page, name);
  const dialog = page.getByRole('dialog', { name: 'Test conversation' });
  await page.getByRole('button', { name: 'New test' }).click();
  await dialog.getByLabel('Name').fill('Almost lost');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await row(page, name).locator('summary').click();
  const edit = page.getByRole('button', { name: `Edit “${name}”` });
  await edit.click();
  const question = page.getByRole('dialog', { name: 'Discard what you wrote?' });
  await question.getByRole('button', { name: 'Go on writing' }).click();
  await expect(dialog.getByLabel('Name')).toHaveValue('Almost lost');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await edit.click();
  await question.getByRole('button', { name: 'Discard' }).click();
  await expect(dialog.getByLabel('Name')).toHaveValue(name);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
});

test('a run says how far it is, and can be given up', async ({ page }) => {
  await open(page);
  const id = 'run_00000000000000000000000000000001';
  const run = (state: string) => ({
    id, subject: { type: 'draft', base: 1, revision: 1 }, state,
    tally: { passed: 3, failed: 1, broken: 0, total: 10 }, under_way: ['Asks the price'],
  });
  let isOver = false;
  await page.route('**/rpc/assistant/runs/start', (route) => route.fulfill({ json: run('running') }));
  await page.route('**/rpc/assistant/runs/follow', (route) => route.fulfill({ json: run(isOver ? 'cancelled' : 'running') }));
  await page.route('**/rpc/assistant/runs/cancel', (route) => {
    isOver = true;
    return route.fulfill({ json: run('cancelled') });
  });
  await page.getByRole('button', { name: 'Run all' }).click();
  const bar = page.getByRole('progressbar', { name: 'Test run' });
  await expect(bar).toHaveAttribute('aria-valuetext', '4 of 10 held, 1 did not pass');
  await expect(page.locator('.trials__run')).toContainText('Asks the price');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(bar).toHaveCount(0);
});

test('a conversation becomes a test without its person', async ({ page, request }) => {
  const name = someone();
  const { conversation } = await new Visitor(request).say(`I'm ${name}, ${name.toLowerCase()}@example.com. What does a crown cost?`);
  await page.goto(`/admin/conversations/${conversation}`);
  await awake(page);
  await page.getByRole('link', { name: 'Make a test of this conversation' }).click();
  const dialog = page.getByRole('dialog', { name: 'Test conversation' });
  await expect(dialog.getByLabel('The visitor says')).toHaveValue(/crown/);
  await expect(dialog.getByLabel('The visitor says')).not.toHaveValue(new RegExp(`${name}|${name.toLowerCase()}@`));
  await expect(page).toHaveURL('/admin/assistant?view=tests');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

/** A file of tests, chosen in the dialog. */
async function choose(page: Page, text: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Import', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Import test conversations' });
  await dialog.getByLabel('File').setInputFiles({ name: 'tests.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await dialog.getByRole('button', { name: 'Import' }).click();
  return dialog;
}

test('tests leave as a file and come back, and one can be removed', async ({ page }) => {
  await open(page);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe('assistant-tests.json');
  const text = await readFile(await download.path(), 'utf8');
  const file = JSON.parse(text) as { format: string; cases: { name: string }[] };
  expect(file.format).toBe('chatimjd-tests');
  const dialog = await choose(page, text);
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(/0 new tests, \d+ the same as before/)).toBeVisible();

  const refused = await choose(page, '[{"name":"x","lines":[]}]');
  await expect(refused).toContainText('Nothing was imported.');
  await refused.getByRole('button', { name: 'Cancel' }).click();

  const first = file.cases[0]!.name;
  await row(page, first).locator('summary').click();
  await row(page, first).getByRole('button', { name: `Remove “${first}”` }).click();
  await page.getByRole('dialog', { name: `Remove “${first}”?` }).getByRole('button', { name: 'Remove' }).click();
  await expect(row(page, first)).toHaveCount(0);
});
