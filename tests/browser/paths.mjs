// Going through the site with a mouse and a keyboard: menu, breadcrumb, anchors.
import { openPage } from "./chromium.mjs";

// What a page must have once arrived at, whatever way.
async function arrived(page, label) {
  await page.waitForLoadState("load");
  const seen = await page.evaluate(() => ({
    h1: document.querySelectorAll("h1").length,
    styled: [...document.styleSheets].length > 0 && parseFloat(getComputedStyle(document.body).fontSize) >= 18,
  }));
  return [
    ...(seen.h1 === 1 ? [] : [`${label}: no page at ${page.url()}`]),
    ...(seen.styled ? [] : [`${label}: ${page.url()} has no styles`]),
  ];
}

const menuEntries = (page) => page.locator("nav.menu ul a");

// Follows each entry of the menu from the home page.
async function followMenu(page, home, ending) {
  const problems = [];
  await page.goto(home);
  const count = await menuEntries(page).count();
  for (let i = 0; i < count; i++) {
    await page.goto(home);
    const name = await menuEntries(page).nth(i).innerText();
    await menuEntries(page).nth(i).click();
    problems.push(...(await arrived(page, name)));
    if (!page.url().endsWith(ending)) problems.push(`${name} leads to ${page.url()}`);
    const current = await page.locator('nav.menu [aria-current="page"]').allInnerTexts();
    if (current.join() !== name) problems.push(`${name} is not marked in the menu`);
  }
  if (count < 3) problems.push("the menu is short");
  return problems;
}

// From a page deep in the site, up by the breadcrumb to the home page.
async function climb(page, from, home) {
  const problems = [];
  await page.goto(from);
  for (let steps = 0; steps < 6 && page.url() !== home; steps++) {
    await page.locator("nav.fil a[href]").last().click();
    problems.push(...(await arrived(page, "breadcrumb")));
  }
  return page.url() === home ? problems : [...problems, `the breadcrumb ends at ${page.url()}`];
}

// Each entry of a table of contents leads to its heading, in sight.
async function followContents(page, from) {
  const problems = [];
  await page.goto(from);
  const links = page.locator("nav.sommaire a");
  const count = await links.count();
  for (let i = 0; i < count; i++) {
    await links.nth(i).click();
    const seen = await page.evaluate(() => {
      const target = document.querySelector(":target");
      return target && { tag: target.tagName, top: target.getBoundingClientRect().top, height: innerHeight };
    });
    const name = await links.nth(i).innerText();
    if (!seen) problems.push(`${name} leads nowhere`);
    else if (seen.top < -1 || seen.top > seen.height) problems.push(`${name} leads out of sight`);
  }
  return count ? problems : ["no table of contents"];
}

// The pages that are gone through: the deepest of some kinds, and one with a table of contents.
function chooseDeep(site) {
  return site.pages.filter((page) => page.url.split("/").length > 2 && page.path !== "404.html")
    .sort((a, b) => b.url.split("/").length - a.url.split("/").length)[0];
}

function chooseContents(site) {
  return site.pages.find((page) => page.first((e) => e.name === "nav" && e.hasClass("sommaire")));
}

// `address` is of the site's root, ending in "/"; `ending` is how URLs of pages end.
export async function checkPaths(tally, browser, label, site, address, ending) {
  const page = await openPage(browser, address, { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  const url = (sample) => address + encodeURI(ending === "/" ? sample.url : sample.path);
  const home = address + (ending === "/" ? "" : "index.html");
  tally.check(`${label}: the menu`, await followMenu(page, home, ending));
  tally.check(`${label}: the breadcrumb`, await climb(page, url(chooseDeep(site)), home));
  tally.check(`${label}: tables of contents`, await followContents(page, url(chooseContents(site))));
  tally.check(`${label}: no complaint, no request elsewhere`, page.complaints);
  await page.context().close();
}

// On a narrow screen the menu opens and closes by each key and by a click, keeps the focus in it, gives
// it back, and leads somewhere; with script and without.
export async function checkNarrowMenu(tally, browser, address) {
  const names = { "the menu on a narrow screen": true, "the menu on a narrow screen, without script": false };
  for (const [name, javaScriptEnabled] of Object.entries(names)) {
    const page = await openPage(browser, address, { viewport: { width: 320, height: 640 }, javaScriptEnabled });
    const problems = [];
    await page.goto(address);
    const entry = menuEntries(page).first();
    const [opener, closer] = [page.locator("button.menu-bouton").first(), page.locator("button.menu-fermer")];
    const ways = {
      click: (button) => button.click(),
      Enter: (button) => button.press("Enter"),
      Space: (button) => button.press("Space"),
      Escape: () => page.keyboard.press("Escape"),
    };
    if (await entry.isVisible()) problems.push("the menu is open from the start");
    for (const [opening, closing] of [["click", "Escape"], ["Enter", "Enter"], ["Space", "Space"], ["Enter", "Escape"], ["Space", "click"]]) {
      await ways[opening](opener);
      if (!(await entry.isVisible())) problems.push(`${opening} does not open the menu`);
      await page.keyboard.press("Tab");
      if (!(await page.evaluate(() => document.activeElement.closest("nav.menu")))) problems.push(`${opening}: Tab does not lead into the menu`);
      await ways[closing](closer);
      if (await entry.isVisible()) problems.push(`${closing} does not close the menu`);
      if (!(await opener.evaluate((e) => e === document.activeElement))) problems.push(`${closing}: the focus does not come back`);
    }
    await opener.press("Enter");
    await entry.press("Enter");
    problems.push(...(await arrived(page, "menu")));
    if (page.url() === address) problems.push("the menu leads nowhere");
    tally.check(name, [...problems, ...page.complaints]);
    await page.context().close();
  }
}

// A missing page, deep below the path of the site: its own words, its styles, ways out that work.
export async function checkMissing(tally, browser, address) {
  const page = await openPage(browser, address, { viewport: { width: 1280, height: 900 } });
  const problems = [];
  const response = await page.goto(`${address}nulle/part/`);
  if (response.status() !== 404) problems.push(`status ${response.status()}`);
  problems.push(...(await arrived(page, "404")));
  await page.locator("main a[href]").first().click();
  problems.push(...(await arrived(page, "way out of 404")));
  const complaints = page.complaints.filter((text) => !/404 .*nulle\/part\/$|status of 404/.test(text));
  tally.check("a missing page of a site below a path", [...problems, ...complaints]);
  await page.context().close();
}
