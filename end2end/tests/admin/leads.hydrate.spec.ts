// Leads in a page that is awake: keyboard, changes with a way back, conflicts, the board, live news.

import AxeBuilder from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { ADMIN, expect, test } from '../../harness/fixtures.ts';
import { type Person, addressOf, elsewhere, idOf, lead, open, openLead, row } from './lead.ts';
import { someone } from './visitor.ts';

test.use({ signIn: true, expectedErrors: [/status of 4(04|09|22)/] });

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const card = (page: Page, person: Person) => page.locator('.leadcard').filter({ hasText: person.name });
const column = (page: Page, status: string) => page.getByRole('region', { name: new RegExp(`^${status}\\b`) });

test('rows are reached by keyboard; Enter opens, Escape closes and gives the focus back', async ({ page, request }) => {
  const people = [await lead(request), await lead(request)].reverse();
  await open(page);
  const link = (index: number) => row(page, people[index]!).getByRole('link');
  await page.keyboard.press('j');
  await expect(link(0)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(link(1)).toBeFocused();
  await page.keyboard.press('k');
  await page.keyboard.press('Space');
  await expect(row(page, people[0]!).getByRole('checkbox')).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(row(page, people[0]!).getByRole('checkbox')).not.toBeChecked();

  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: people[0]!.name });
  await expect(drawer).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(drawer.locator(':focus'), 'Tab stays inside').toHaveCount(1);
  await page.keyboard.press('Tab');
  await expect(drawer.locator(':focus')).toHaveCount(1);
  await drawer.getByRole('link', { name: 'Next lead' }).click();
  await expect(page.getByRole('dialog', { name: people[1]!.name })).toBeVisible();
  await page.keyboard.press('k');
  await expect(page.getByRole('dialog', { name: people[0]!.name })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL('/admin/leads');
  await expect(link(0)).toBeFocused();
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog').getByLabel('Name', { exact: true })).toBeFocused();
});

test('ticked leads are moved together, and moved back', async ({ page, request }) => {
  const [one, other] = [await lead(request), await lead(request)];
  await open(page);
  for (const person of [one, other]) await row(page, person).getByRole('checkbox').check();
  const bar = page.getByRole('region', { name: 'Selected leads' });
  await expect(bar).toContainText('2 selected');
  await bar.locator('summary').filter({ hasText: 'Status' }).click();
  await bar.getByRole('button', { name: 'Qualified' }).click();
  for (const person of [one, other]) await expect(row(page, person)).toContainText('Qualified');
  await expect(bar).toHaveCount(0);
  await page.getByRole('region', { name: 'News' }).getByRole('button', { name: 'Undo' }).click();
  for (const person of [one, other]) await expect(row(page, person)).toContainText('New');
  await page.reload();
  await expect(row(page, one)).toContainText('New');
});

test('Undo leaves what a colleague has changed since, and says so', async ({ page, request }) => {
  const [one, other] = [await lead(request), await lead(request)];
  await open(page);
  for (const person of [one, other]) await row(page, person).getByRole('checkbox').check();
  const bar = page.getByRole('region', { name: 'Selected leads' });
  await bar.locator('summary').filter({ hasText: 'Status' }).click();
  await bar.getByRole('button', { name: 'Qualified' }).click();
  const news = page.getByRole('region', { name: 'News' });
  await expect(news).toContainText('2 leads are in Qualified');
  await elsewhere(page, 'move', { moves: [[await idOf(page, one), 'won']] });
  await news.getByRole('button', { name: 'Undo' }).click();
  await expect(news).toContainText('1 of 2 leads are as before: the others were changed again since');
  await expect(row(page, one)).toContainText('Won');
  await expect(row(page, other)).toContainText('New');
});

test('people are erased only after a question that says what goes', async ({ page, request }) => {
  const ana = await lead(request);
  await open(page);
  await row(page, ana).getByRole('checkbox').check();
  await page.getByRole('region', { name: 'Selected leads' }).getByRole('button', { name: 'Erase' }).click();
  const question = page.getByRole('dialog', { name: 'Erase this person?' });
  await expect(question.getByRole('button', { name: 'Keep them' })).toBeFocused();
  await question.getByRole('button', { name: 'Keep them' }).click();
  await expect(row(page, ana)).toHaveCount(1);
  await page.getByRole('region', { name: 'Selected leads' }).getByRole('button', { name: 'Erase' }).click();
  await question.getByRole('button', { name: 'Erase' }).click();
  await expect(row(page, ana)).toHaveCount(0);
  const news = page.getByRole('region', { name: 'News' });
  await expect(news).toContainText('1 person is being erased');
  await news.getByRole('button', { name: 'Dismiss' }).click();
  await expect(news).toContainText('1 person erased for good');
  const answer = await page.goto(`/admin/conversations/${ana.conversation}`);
  expect(answer?.status()).toBe(404);
});

test('whoever is about to be erased can be kept, as long as one stays on the page', async ({ page, request }) => {
  const [ana, ben] = [await lead(request), await lead(request)];
  await open(page);
  const erase = async () => {
    for (const person of [ana, ben]) await row(page, person).getByRole('checkbox').check();
    await page.getByRole('region', { name: 'Selected leads' }).getByRole('button', { name: 'Erase' }).click();
    await page.getByRole('dialog', { name: 'Erase 2 people?' }).getByRole('button', { name: 'Erase' }).click();
    for (const person of [ana, ben]) await expect(row(page, person)).toHaveCount(0);
  };
  const found = async (conversation: string) => (await page.request.get(`/admin/conversations/${conversation}`)).status();
  const undo = page.getByRole('region', { name: 'News' }).getByRole('button', { name: 'Undo' });
  await erase();
  // News of somebody else ask for the list again, in which the server still has both.
  await page.mouse.move(5, 5);
  const cleo = await lead(request);
  await expect(row(page, cleo)).toHaveCount(1);
  await expect(row(page, ana)).toHaveCount(0);
  await undo.click();
  for (const person of [ana, ben]) await expect(row(page, person)).toHaveCount(1);
  expect(await found(ana.conversation)).toBe(200);

  await erase();
  await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Overview' }).click();
  await expect(page).toHaveURL('/admin/overview');
  await expect(undo).toHaveCount(0);
  for (const person of [ana, ben]) await expect.poll(() => found(person.conversation)).toBe(404);
});

/** Ticked and doomed: there are ten seconds to take it back. */
async function doom(page: Page, person: Person): Promise<void> {
  await row(page, person).getByRole('checkbox').check();
  await page.getByRole('region', { name: 'Selected leads' }).getByRole('button', { name: 'Erase' }).click();
  await page.getByRole('dialog', { name: 'Erase this person?' }).getByRole('button', { name: 'Erase' }).click();
  await expect(row(page, person)).toHaveCount(0);
}

test('a page that goes out of sight erases at once', async ({ page, request }) => {
  const ana = await lead(request);
  await open(page);
  await doom(page, ana);
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
  await expect(page.getByRole('region', { name: 'News' })).toContainText('1 person erased for good');
  expect((await page.request.get(`/admin/conversations/${ana.conversation}`)).status()).toBe(404);
});

test('whoever logs out has erased before', async ({ page, request }) => {
  const ana = await lead(request);
  // A session of one's own: that of the file is needed by others.
  await page.context().clearCookies();
  const logIn = async () => {
    await page.getByLabel('E-mail').fill(ADMIN.email);
    await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(page).toHaveURL('/admin/overview');
  };
  await page.goto('/admin/login');
  await logIn();
  await open(page);
  await doom(page, ana);
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page).toHaveURL('/admin/login');
  await logIn();
  expect((await page.request.get(`/admin/conversations/${ana.conversation}`)).status()).toBe(404);
});

test('a window that closes erases at once', async ({ page, request }) => {
  const ana = await lead(request);
  await open(page);
  await doom(page, ana);
  await page.goto('/robots.txt');
  await expect.poll(async () => (await page.request.get(`/admin/conversations/${ana.conversation}`)).status()).toBe(404);
});

test('two people edit a lead: what was typed stays, take theirs or save over it', async ({ page, context, request }) => {
  const ana = await lead(request);
  const drawer = await openLead(page, ana);
  await drawer.getByRole('button', { name: 'Edit' }).click();
  await drawer.getByLabel('E-mail').fill('no address');
  await drawer.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(drawer.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true');
  await drawer.getByLabel('E-mail').fill(ana.email);

  const other = await context.newPage();
  const theirs = await openLead(other, ana);
  await theirs.getByRole('button', { name: 'Edit' }).click();
  await theirs.getByLabel('Company').fill('Theirs');
  await theirs.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(other.getByText('Lead saved')).toBeVisible();

  await drawer.getByLabel('Company').fill('Mine');
  await drawer.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(drawer.getByText('Somebody changed this lead meanwhile.')).toBeVisible();
  await expect(drawer.getByLabel('Company')).toHaveValue('Mine');
  await drawer.getByRole('button', { name: 'Load theirs' }).click();
  await expect(drawer.getByLabel('Company')).toHaveValue('Theirs');

  await drawer.getByLabel('Company').fill('Mine again');
  await theirs.getByRole('button', { name: 'Edit' }).click();
  await theirs.getByLabel('Company').fill('Theirs again');
  await theirs.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(theirs.getByText('Theirs again').first()).toBeVisible();
  await drawer.getByRole('button', { name: 'Save', exact: true }).click();
  await drawer.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(page.getByText('Lead saved')).toBeVisible();
  await expect(drawer.locator('.proof', { hasText: 'Company' })).toContainText('Mine again');
  await expect(drawer.locator('.proof', { hasText: 'Company' })).toContainText('Set by your team');
  await expect(drawer.locator('.timeline')).toContainText('Company changed');
});

test('a form with unsaved words is not closed without a question', async ({ page, request }) => {
  const ana = await lead(request);
  const drawer = await openLead(page, ana);
  await drawer.getByRole('button', { name: 'Edit' }).click();
  await drawer.getByLabel('Company').fill('Almost lost');
  await page.keyboard.press('Escape');
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(drawer.getByLabel('Company')).toHaveValue('Almost lost');
  await page.keyboard.press('Escape');
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL('/admin/leads');
});

test('a follow-up is set, shown, and taken away', async ({ page, request }) => {
  const ana = await lead(request);
  const drawer = await openLead(page, ana);
  const part = drawer.locator('.drawerpart--due');
  await part.getByRole('button', { name: 'Set', exact: true }).click();
  await part.getByRole('button', { name: 'Tomorrow 9:00' }).click();
  await expect(part.getByRole('heading')).toContainText('Tomorrow 09:00');
  await expect(drawer.locator('.timeline')).toContainText('Follow-up set');

  await part.getByRole('button', { name: 'Change' }).click();
  await part.getByLabel('Follow-up day').fill('2020-01-02');
  await part.getByRole('button', { name: 'Set follow-up' }).click();
  await expect(part).toContainText('This time has passed');
  await part.getByLabel('Follow-up day').fill('2099-03-04');
  await part.getByLabel('Follow-up time').fill('14:30');
  await part.getByRole('button', { name: 'Set follow-up' }).click();
  await expect(part).toContainText('Wed 4 Mar 2099, 14:30');
  await page.keyboard.press('Escape');
  await expect(row(page, ana)).toContainText('4 Mar 2099');

  await row(page, ana).getByRole('link').click();
  await part.getByRole('button', { name: 'Change' }).click();
  await part.getByRole('button', { name: 'Clear' }).click();
  await expect(part.getByRole('heading')).toContainText('None set');
});

test('status, notes and a line for the timeline are written in the drawer', async ({ page, request }) => {
  const ana = await lead(request);
  const drawer = await openLead(page, ana);
  await drawer.locator('.identity summary').click();
  await drawer.getByRole('button', { name: 'Contacted' }).click();
  await expect(drawer.locator('.identity .pill')).toHaveText('Contacted');
  await expect(drawer.locator('.timeline')).toContainText('New to Contacted');

  await drawer.getByRole('textbox', { name: 'Notes', exact: true }).fill('Prefers mornings');
  await drawer.getByRole('button', { name: 'Save notes' }).click();
  await expect(page.getByText('Notes saved')).toBeVisible();

  await drawer.getByRole('heading', { level: 2 }).click();
  await page.keyboard.press('n');
  await expect(drawer.getByLabel('Note for the timeline')).toBeFocused();
  await page.keyboard.type('Rang, nobody there');
  await page.keyboard.press('Enter');
  await expect(drawer.locator('.timeline')).toContainText('Rang, nobody there');
  await expect(drawer.getByLabel('Note for the timeline')).toHaveValue('');
  await page.reload();
  await expect(drawer.getByRole('textbox', { name: 'Notes', exact: true })).toHaveValue('Prefers mornings');
});

test('a lead is added by hand; one who is there already is told with a way to them', async ({ page, request }) => {
  const ana = await lead(request);
  await open(page);
  await page.getByRole('button', { name: 'Add lead' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a lead' });
  await dialog.getByLabel('E-mail').fill('nothing');
  await dialog.getByRole('button', { name: 'Add lead' }).click();
  await expect(dialog.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('E-mail').fill(ana.email);
  await dialog.getByRole('button', { name: 'Add lead' }).click();
  await expect(dialog.getByText('There is such a lead already.')).toBeVisible();
  const email = `new-${ana.email}`;
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByLabel('Status').selectOption('Qualified');
  await dialog.getByRole('button', { name: 'Add lead' }).click();
  await expect(dialog).toHaveCount(0);
  const drawer = page.getByRole('dialog', { name: email });
  await expect(drawer.locator('.identity .pill')).toHaveText('Qualified');
  await expect(drawer).toContainText('Added by hand');
});

test('a card is moved by keyboard, step by step announced, and moved back', async ({ page, request }) => {
  const ana = await lead(request);
  await open(page, '/admin/leads?view=board');
  const said = page.locator('.leads > [role="status"], .leads [aria-live="assertive"]').last();
  await card(page, ana).focus();
  await page.keyboard.press('Space');
  await expect(said).toContainText(`${ana.name} lifted from New`);
  await page.keyboard.press('ArrowRight');
  await expect(said).toContainText('Contacted');
  await page.keyboard.press('Escape');
  await expect(said).toContainText('back in New');
  await expect(column(page, 'New')).toContainText(ana.name);

  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(said).toContainText('dropped in Qualified');
  await expect(column(page, 'Qualified')).toContainText(ana.name);
  await expect(card(page, ana)).toBeFocused();
  await page.getByRole('region', { name: 'News' }).getByRole('button', { name: 'Undo' }).click();
  await expect(column(page, 'New')).toContainText(ana.name);
});

test('a card is dragged by pointer into another column', async ({ page, request }) => {
  const ana = await lead(request);
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, '/admin/leads?view=board');
  const from = await card(page, ana).boundingBox();
  const to = await column(page, 'Contacted').boundingBox();
  if (!from || !to) throw new Error('card and column are on the page');
  await page.mouse.move(from.x + 30, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 30, { steps: 4 });
  await page.mouse.move(to.x + to.width / 2, to.y + 120, { steps: 8 });
  await expect(column(page, 'Contacted').locator('.landing')).toHaveCount(1);
  await page.mouse.up();
  await expect(column(page, 'Contacted')).toContainText(ana.name);
  await expect(page, 'a drag is no click').toHaveURL('/admin/leads?view=board');
  await expect(page.getByRole('region', { name: 'News' })).toContainText('is in Contacted');
  await page.reload();
  await expect(column(page, 'Contacted')).toContainText(ana.name);
});

test('a new lead appears by itself, and nothing moves under the pointer', async ({ page, request }) => {
  const there = await lead(request);
  await open(page);
  const first = await lead(request);
  await expect(row(page, first)).toHaveClass(/is-fresh/);
  await row(page, there).hover();
  const before = await row(page, there).boundingBox();
  const total = async () => Number.parseInt(await page.locator('.leads__total').innerText(), 10);
  const known = await total();
  const name = someone();
  const heard = page.waitForResponse(async (answer) => answer.url().includes('/rpc/leads/list') && (await answer.text()).includes(addressOf(name)));
  const second = await lead(request, undefined, name);
  await heard;
  await expect.poll(total, 'the page has read who is new').toBe(known + 1);
  await expect(row(page, second)).toHaveCount(0);
  expect((await row(page, there).boundingBox())?.y).toBe(before?.y);
  await page.mouse.move(5, 5);
  await expect(row(page, second)).toHaveCount(1);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`for everybody, ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    const clean = async (page: Page) => {
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`), page.url()).toEqual([]);
    };

    for (const viewport of [{ width: 1440, height: 1024 }, { width: 360, height: 740 }]) {
      test.describe(`at ${viewport.width} px`, () => {
        test.use({ viewport });

        test('the table, ticked and empty, and the dialog for a new lead', async ({ page, request }) => {
          const ana = await lead(request);
          await open(page);
          await row(page, ana).getByRole('checkbox').check();
          await clean(page);
          await open(page, '/admin/leads?q=nobody-at-all');
          await clean(page);
          await page.getByRole('button', { name: 'Add lead' }).click();
          await expect(page.getByRole('dialog', { name: 'Add a lead' })).toBeVisible();
          await clean(page);
        });

        test('the drawer, read and edited', async ({ page, request }) => {
          test.slow();
          const ana = await lead(request);
          await open(page);
          await row(page, ana).getByRole('link').click();
          await expect(page.getByRole('dialog', { name: ana.name })).toBeVisible();
          await clean(page);
          await page.getByRole('dialog').getByRole('button', { name: 'Edit' }).click();
          await clean(page);
        });

        test('the board', async ({ page, request }) => {
          await lead(request);
          await open(page, '/admin/leads?view=board');
          await clean(page);
        });
      });
    }
  });
}
