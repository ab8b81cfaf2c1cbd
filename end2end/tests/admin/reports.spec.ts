// Reports as the server renders them, with and without JavaScript: listed, looked at, downloaded.

import { type APIRequestContext } from '@playwright/test';
import { expect, test } from '../../harness/fixtures.ts';
import { lead } from './lead.ts';
import { call, fill } from './meeting.ts';

test.use({ signIn: true, alters: 'the reports', expectedErrors: [/status of 404/] });

interface Progress {
  state: { type: string; report?: { id: string; file: string } };
}

let made = 0;

/** A report of today, made by the page's own calls. */
async function report(request: APIRequestContext): Promise<{ id: string; file: string }> {
  made += 1;
  const id = `rpt_${(process.pid * 1_000 + made).toString(16).padStart(32, '0')}`;
  await call(request, 'reports/begin', { id, range: null });
  let done: Progress | null = null;
  await expect.poll(async () => (done = await fill<Progress | null>(request, 'reports/follow', { id }))?.state.type).toBe('done');
  const report = (done as Progress | null)?.state.report;
  if (!report) throw new Error('a report that is done has a file');
  return report;
}

test('a report is listed, looked at in the browser and downloaded', async ({ page, request }) => {
  await lead(request);
  const { id, file } = await report(page.request);
  await page.goto('/admin/overview');
  await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Reports' }).click();
  await expect(page).toHaveURL('/admin/reports');
  const row = page.locator(`tr[data-id="${id}"]`);
  await expect(row).toContainText(file);
  await expect(row).toContainText('Asked for');
  await row.getByRole('rowheader').getByRole('link').click();
  await expect(page).toHaveURL(`/admin/reports?report=${id}`);
  const sheet = page.getByRole('region', { name: 'The report’s summary' });
  await expect(sheet.getByRole('row').filter({ hasText: 'New leads' }).first()).toContainText(/\d/);
  const answer = await page.request.get((await row.getByRole('link', { name: /^Download/ }).getAttribute('href')) ?? '');
  expect(answer.headers()['content-disposition']).toContain(file);
  expect((await answer.body()).subarray(0, 2).toString(), 'a workbook is an archive').toBe('PK');
  await page.getByRole('link', { name: 'Close the preview' }).click();
  await expect(page).toHaveURL('/admin/reports');
});

test('a report that there is not says so', async ({ page }) => {
  const answer = await page.goto(`/admin/reports?report=rpt_${'0'.repeat(32)}`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByText('This report cannot be shown')).toBeVisible();
});
