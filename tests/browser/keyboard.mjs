// A page walked with the keyboard alone: Tab from the first control to the last, Shift and Tab back;
// each is met once, in order, marked and in sight. What opens closes too.
import { contrast } from "./contrast.mjs";

const MARK = 3; // contrast of the mark of the focus with what it stands on, WCAG 1.4.11

// In the page. Lists what can be reached, and notes at each Tab where the focus is: the window has
// scrolled to it by then.
function watch() {
  const all = "a[href], button, input, select, textarea, summary, [tabindex]";
  const isReached = (e) =>
    e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  const isWatched = Boolean(window.wanted);
  window.wanted = [...document.querySelectorAll(all)].filter(isReached);
  window.walked = [];
  window.unmarked = new Set();
  window.lost = new Set();
  window.marks = new Map();
  if (isWatched) return;
  const scrolls = (e) => {
    const { overflowX, overflowY } = getComputedStyle(e);
    return (/auto|scroll/.test(overflowX) && e.scrollWidth > e.clientWidth) ||
      (/auto|scroll/.test(overflowY) && e.scrollHeight > e.clientHeight);
  };
  const name = (e) => (e.textContent || e.getAttribute("aria-label") || e.tagName).trim().slice(0, 40);
  addEventListener("keydown", (event) => {
    const e = document.activeElement;
    if (event.key !== "Tab" || !e || e === document.body) return;
    /* A browser may let a box that scrolls have the focus of itself. */
    if (!window.wanted.includes(e) && scrolls(e)) return;
    window.walked.push(e);
    /* The whole of a card is its link: the mark is around what the link spreads over. */
    const marks = [[e], [e, "::after"]];
    for (let around = e.parentElement; around; around = around.parentElement) marks.push([around]);
    const isMarked = ([element, part]) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element, part);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    };
    const mark = marks.find(isMarked);
    if (!mark) window.unmarked.add(name(e));
    else {
      const { outlineColor, outlineOffset } = getComputedStyle(...mark);
      const grounds = [];
      const box = mark[1] ? e.offsetParent : mark[0];
      for (let on = parseFloat(outlineOffset) < 0 ? box : box.parentElement; on; on = on.parentElement)
        grounds.unshift(getComputedStyle(on).backgroundColor);
      window.marks.set([...grounds, outlineColor].join(";"), name(e));
    }
    const inSight = [...e.getClientRects()].some(
      (box) => box.right > 0 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth && box.width > 1,
    );
    if (!inSight) window.lost.add(name(e));
  }, true);
}

// In the page. What differs between the way walked and the way wanted, and the marks seen: {name,
// colour, ground}, colours as red, green and blue.
function compare(isBack) {
  const name = (e) => (e ? (e.textContent || e.getAttribute("aria-label") || e.tagName).trim().slice(0, 40) : "nothing");
  const wanted = isBack ? [...window.wanted].reverse() : window.wanted;
  const problems = [];
  for (let i = 0; i < wanted.length && problems.length === 0; i++)
    if (window.walked[i] !== wanted[i])
      problems.push(`step ${i + 1}: at "${name(window.walked[i])}", not at "${name(wanted[i])}"`);
  problems.push(...[...window.unmarked].map((text) => `"${text}" has the focus unmarked`));
  problems.push(...[...window.lost].map((text) => `"${text}" has the focus out of sight`));
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const marks = [...window.marks].map(([colours, name]) => {
    const painted = colours.split(";").map((colour) => {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    });
    return { name, colour: painted.at(-1), ground: painted.at(-2) };
  });
  return { problems, marks };
}

const KEYS = {
  Tab: { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 },
  Enter: { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" },
  Space: { key: " ", code: "Space", windowsVirtualKeyCode: 32, text: " " },
};

// Presses a key `count` times, without waiting for each.
async function press(session, name, count = 1, modifiers = 0) {
  const key = { ...KEYS[name], modifiers };
  const sent = [];
  for (let i = 0; i < count; i++) {
    sent.push(session.send("Input.dispatchKeyEvent", { type: key.text ? "keyDown" : "rawKeyDown", ...key }));
    if (key.text) sent.push(session.send("Input.dispatchKeyEvent", { type: "keyUp", ...key })); // Tab goes on at once
    if (i % 20 === 19) await Promise.all(sent.splice(0));
  }
  await Promise.all(sent);
}

async function withKeys(page, run) {
  const session = await page.context().newCDPSession(page);
  const found = await run((...keys) => press(session, ...keys));
  await session.detach();
  return found;
}

async function problemsOfWalk(page, isBack) {
  const { problems, marks } = await page.evaluate(compare, isBack);
  const pale = marks.filter(({ colour, ground }) => contrast(colour, ground) < MARK);
  return [...problems, ...pale.map(({ name }) => `"${name}" has the focus marked too palely`)];
}

// Tab in the colours `there`, light or dark, back in the colours `back`.
export const walk = (page, there, back) => withKeys(page, async (press) => {
  await page.emulateMedia({ colorScheme: there });
  await page.evaluate(watch);
  const count = await page.evaluate(() => {
    document.activeElement.blur();
    getSelection().collapse(document.body, 0); /* Tab begins there */
    return window.wanted.length;
  });
  await press("Tab", count + 2); // one to come in, one for a focus that had left the page
  const problems = await problemsOfWalk(page, false);
  await page.emulateMedia({ colorScheme: back });
  await page.evaluate(watch);
  await page.evaluate(() => window.wanted.at(-1).focus({ focusVisible: true }));
  await press("Tab", count, 8);
  return [...problems, ...(await problemsOfWalk(page, true)).map((text) => `back, ${back}: ${text}`)];
});

// Some <details>, opened and closed from the keyboard, by either key.
export const fold = (page) => withKeys(page, async (press) => {
  const problems = [];
  const count = await page.evaluate((most) => {
    window.folds = [...document.querySelectorAll("main summary")].filter((e) => e.checkVisibility()).slice(0, most);
    return window.folds.length;
  }, 3);
  for (let i = 0; i < count; i++)
    for (const key of ["Enter", "Space"]) {
      const turn = async () => {
        await press(key);
        return page.evaluate((i) => window.folds[i].parentElement.open, i);
      };
      const before = await page.evaluate((i) => {
        window.folds[i].focus();
        return window.folds[i].parentElement.open;
      }, i);
      if ((await turn()) === before) problems.push(`${key} does nothing to details ${i + 1}`);
      if ((await turn()) !== before) problems.push(`${key} does not put details ${i + 1} back`);
    }
  return problems;
});

// Each skip link shows when it has the focus, and leads to its part of the page.
export const skip = (page) => withKeys(page, async (press) => {
  const problems = [];
  const count = await page.evaluate(() => document.querySelectorAll(".evitement a").length);
  if (count < 2) problems.push(`${count} skip links`);
  for (let i = 0; i < count; i++) {
    const isSeen = await page.evaluate((i) => {
      const link = document.querySelectorAll(".evitement a")[i];
      link.focus();
      const { x, y, height } = link.getBoundingClientRect();
      return x >= 0 && y >= 0 && height >= 20;
    }, i);
    if (!isSeen) problems.push(`skip link ${i + 1} is out of sight`);
    await press("Enter");
    const [at, wanted] = await page.evaluate((i) => {
      const { hash } = document.querySelectorAll(".evitement a")[i];
      return [document.activeElement.id, hash.slice(1)];
    }, i);
    if (at !== wanted) problems.push(`the skip link to "${wanted}" leads to "${at}"`);
  }
  return problems;
});
