// Browser tests that do not pass yet, each with what was seen. They are not part of `make test`; `scripts/e2e.sh
// --project=pending` runs exactly these. Whoever makes one pass takes it off this list; nothing may be added to it
// to get a change through. Issue 2 stays open while there is a line here.

const seen: [title: string, why: string][] = [
  ['signed in conversations', 'axe: the scrolling list cannot be focused by keyboard; the 404 page has no h1'],
  ['a conversation shows what was captured and from which words', 'at 1280 px the details with the facts are not found as a complementary region'],
  ['the skip link leads to the page, a popover gives the focus back', 'main does not take the focus'],
  ['a new conversation appears by itself, lit up, with its facts', 'as above: the facts are not found as a complementary region'],
  ['the business is saved with hours, services and contact', '"Not saved yet" stands on the page twice'],
  ['what is wrong is said at its field, and nothing that was typed is lost', 'not run: it follows the one above in a serial file'],
  ['two people save at a time: take theirs, or mine over it', 'not run: serial, as above'],
  ['unsaved changes are not left behind without a question', 'not run: serial, as above'],
  ['sites and greeting, the line to paste, the widget itself', 'not run: serial, as above'],
  ['an API key is made, shown once, and revoked', 'not run: serial, as above'],
  ['five steps from the link in the log to the line to paste', 'the checkbox of a weekday is not told from its hours by the label'],
  ['a reload in the middle of an answer goes on with it', 'after the reload the visitor’s own words of the turn in progress are missing'],
  ['the button opens and closes the chat by mouse and by keyboard, and gives the focus back', 'the closed panel still counts as in the viewport'],
  ['Tab goes round in the panel and Escape leads out', 'the closed panel still counts as in the viewport'],
  ['pointing at the button fetches ahead, and nothing before that', 'the closed panel still counts as in the viewport'],
  ['nobody is shut out, light', 'axe: the composer stands outside of all landmarks'],
  ['nobody is shut out, dark', 'axe: the composer stands outside of all landmarks'],
  ['on a phone the sheet fills the screen, has large targets, and closes', 'the closed panel still counts as in the viewport'],
  ['the sample shop is a page of its own on every screen', 'axe: the contrast of the kicker, the note outside of all landmarks'],
  ['a send that fails keeps the words, and trying again sends them once', '"Not sent" stands on the page twice'],
  ['list, conversation and details take the whole screen in turn', 'passes mostly, failed once in three runs at 360 px'],
];

const escaped = seen.map(([title]) => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));

/** Matches the full titles of the tests above. */
export const PENDING = new RegExp(`(${escaped.join('|')})$`);
