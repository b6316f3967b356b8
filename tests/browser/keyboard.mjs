// Each kind of page walked with the keyboard alone: Tab from the first control to the last, Shift
// and Tab back; each is met once, in order, marked and in sight. What opens closes too.
import { visitAll } from "./chromium.mjs";

const WIDE = { width: 1280, height: 900 };

// In the page. Lists what can be reached, and notes at each Tab where the focus is: the window has
// scrolled to it by then.
function watch() {
  const all = "a[href], button, input, select, textarea, summary, [tabindex]";
  const isReached = (e) =>
    e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  const scrolls = (e) => {
    const { overflowX, overflowY } = getComputedStyle(e);
    return (/auto|scroll/.test(overflowX) && e.scrollWidth > e.clientWidth) ||
      (/auto|scroll/.test(overflowY) && e.scrollHeight > e.clientHeight);
  };
  window.wanted = [...document.querySelectorAll(all)].filter(isReached);
  window.walked = [];
  window.unmarked = new Set();
  window.lost = new Set();
  const name = (e) => (e.textContent || e.getAttribute("aria-label") || e.tagName).trim().slice(0, 40);
  addEventListener("keydown", (event) => {
    const e = document.activeElement;
    if (event.key !== "Tab" || !e || e === document.body) return;
    /* A browser may let a box that scrolls have the focus of itself. */
    if (!window.wanted.includes(e) && scrolls(e)) return;
    window.walked.push(e);
    /* The whole of a card is its link: the mark is around what the link spreads over. */
    const marks = [[e], [e, "::after"], ...[...document.querySelectorAll(":focus-within")].map((around) => [around])];
    const isMarked = ([element, part]) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element, part);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    };
    if (!marks.some(isMarked)) window.unmarked.add(name(e));
    const inSight = [...e.getClientRects()].some(
      (box) => box.right > 0 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth && box.width > 1,
    );
    if (!inSight) window.lost.add(name(e));
  }, true);
}

// In the page. What differs between the way walked and the way wanted.
function compare(isBack) {
  const name = (e) => (e ? (e.textContent || e.getAttribute("aria-label") || e.tagName).trim().slice(0, 40) : "nothing");
  const wanted = isBack ? [...window.wanted].reverse() : window.wanted;
  const problems = [];
  for (let i = 0; i < wanted.length && problems.length === 0; i++)
    if (window.walked[i] !== wanted[i])
      problems.push(`step ${i + 1}: at "${name(window.walked[i])}", not at "${name(wanted[i])}"`);
  problems.push(...[...window.unmarked].map((text) => `"${text}" has the focus unmarked`));
  problems.push(...[...window.lost].map((text) => `"${text}" has the focus out of sight`));
  window.walked = [];
  return problems;
}

// Presses a key `count` times, without waiting for each.
async function press(session, count, shift) {
  const key = { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9, modifiers: shift ? 8 : 0 };
  const sent = [];
  for (let i = 0; i < count; i++) {
    sent.push(session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key }));
    sent.push(session.send("Input.dispatchKeyEvent", { type: "keyUp", ...key }));
    if (i % 20 === 19) await Promise.all(sent.splice(0));
  }
  await Promise.all(sent);
}

async function walk(page) {
  await page.evaluate(watch);
  const count = await page.evaluate(() => window.wanted.length);
  const session = await page.context().newCDPSession(page);
  await press(session, count + 1, false);
  const problems = await page.evaluate(compare, false);
  await page.evaluate(() => { window.wanted.at(-1).focus({ focusVisible: true }); window.walked = []; });
  await press(session, count, true);
  problems.push(...(await page.evaluate(compare, true)).map((text) => `back: ${text}`));
  await session.detach();
  return problems;
}

// Each <details>, opened and closed from the keyboard, by either key.
async function fold(page) {
  const problems = [];
  const folds = page.locator("main summary:visible");
  for (let i = 0; i < Math.min(await folds.count(), 3); i++) {
    const isOpen = () => folds.nth(i).evaluate((e) => e.parentElement.open);
    const before = await isOpen();
    for (const key of ["Enter", "Space"]) {
      const was = await isOpen();
      await folds.nth(i).press(key);
      if ((await isOpen()) === was) problems.push(`${key} does nothing to details ${i + 1}`);
    }
    if ((await isOpen()) !== before) problems.push(`details ${i + 1} does not close`);
  }
  return problems;
}

// Each skip link shows when it has the focus, and leads to its part of the page.
async function skip(page) {
  const problems = [];
  const links = page.locator(".evitement a");
  for (let i = 0; i < (await links.count()); i++) {
    await links.nth(i).focus();
    const box = await links.nth(i).boundingBox();
    if (!box || box.x < 0 || box.y < 0 || box.height < 20) problems.push(`skip link ${i + 1} is out of sight`);
    await page.keyboard.press("Enter");
    const [at, wanted] = await links.nth(i).evaluate((e) => [document.activeElement.id, e.hash.slice(1)]);
    if (at !== wanted) problems.push(`the skip link to "${wanted}" leads to "${at}"`);
  }
  return problems;
}

export async function checkWalks(tally, browser, label, address, samples) {
  const checks = { "walked with Tab, and back": walk, "details open and close": fold, "skip links": skip };
  const problems = new Map(Object.keys(checks).map((name) => [name, []]));
  const options = { viewport: WIDE, reducedMotion: "reduce" };
  const complaints = await visitAll(browser, address, options, samples, async (page, sample) => {
    for (const [name, run] of Object.entries(checks)) {
      await page.goto(address + sample.url);
      for (const problem of await run(page)) problems.get(name).push(`${sample.path}: ${problem}`);
    }
  });
  for (const [name, found] of problems) tally.check(`${label}: ${name}`, found);
  tally.check(`${label}: no complaint on the way`, complaints);
}
