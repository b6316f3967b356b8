// The locked room in Chromium, as a partner comes: from a path below a host, with a keyboard, on a
// phone, without script, from a disk.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, example } from "../output/builds.mjs";
import { openPage } from "./chromium.mjs";
import { serve } from "./server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PHRASE = "écureuil nappe grenier bascule tulipe fjord";
const PICTURE = "images/pour-partenaires.png";

// The example, with a room and a picture that only partners see.
function writeContent(work) {
  const content = join(work, "salle");
  cpSync(example, content, { recursive: true });
  const contract = join(content, "contrat.yaml");
  writeFileSync(contract, readFileSync(contract, "utf8").replace(/^partenaires: .*/m, "partenaires: {acces: chiffré}"));
  cpSync(join(content, "images/marche-exploratoire.png"), join(content, PICTURE));
  mkdirSync(join(content, "pages"), { recursive: true });
  writeFileSync(join(content, "pages/plan-reserve.md"), `---\ntitre: Plan réservé\nvisibilite: partenaires\n---\n## Un plan\n\n![Un plan](../${PICTURE})\n`);
  return content;
}

async function violations(page, label) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { preload: false, resultTypes: ["violations"] }));
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${label}: ${id}: ${node.target.join(" ")}`));
}

const overflow = (page, label) =>
  page.evaluate((label) => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`${label}: ${scrollWidth} px wide`] : [];
  }, label);

const opened = (page) => page.waitForSelector(".salle-barre", { timeout: 30000 });
const titled = (page, words) => page.waitForFunction((words) => document.querySelector("h1")?.textContent.includes(words), words, { timeout: 10000 });

async function enter(page, phrase) {
  await page.fill("#salle-phrase", phrase);
  await page.keyboard.press("Enter");
}

async function checkDoor(page, door) {
  const problems = [];
  await page.goto(door);
  problems.push(...(await violations(page, "door")));
  await page.focus("#salle-phrase");
  await page.keyboard.type("une phrase qui n'ouvre rien");
  await page.keyboard.press("Enter");
  await page.waitForSelector('#salle-phrase[aria-invalid="true"]', { timeout: 30000 });
  const said = await page.locator("#salle-message").innerText();
  if (!/n’ouvre pas/.test(said)) problems.push(`a wrong passphrase says "${said}"`);
  if (await page.evaluate(() => document.activeElement.id !== "salle-phrase")) problems.push("the focus is lost after a wrong one");
  problems.push(...(await violations(page, "refused")));
  await page.keyboard.type(`  ${PHRASE.normalize("NFD")} `);
  await page.keyboard.press("Enter");
  await opened(page);
  return problems;
}

async function checkVisit(page, door) {
  const problems = [];
  const focused = () => page.evaluate(() => document.activeElement === document.querySelector("h1"));
  if (!(await focused())) problems.push("the title is not focused on opening");
  problems.push(...(await violations(page, "home")));
  const home = await page.title();
  await page.locator("nav.menu a", { hasText: "Les axes" }).or(page.locator('nav.menu a[href="#/axes/"]')).first().click();
  await page.waitForFunction((title) => document.title !== title, home);
  if (!(await focused())) problems.push("the title is not focused on the next page");
  if (!page.url().startsWith(`${door}#/axes/`)) problems.push(`${page.url()} is not in the room`);
  await page.goBack();
  await page.waitForFunction((title) => document.title === title, home);
  await page.goForward();
  await page.waitForFunction((title) => document.title !== title, home);

  await page.goto(`${door}#/plan-reserve/`);
  await titled(page, "Plan réservé");
  const picture = page.locator('main img[alt="Un plan"]');
  await page.waitForFunction(() => document.querySelector('main img[alt="Un plan"]')?.naturalWidth > 0, undefined, { timeout: 10000 })
    .catch(() => problems.push("the picture is not shown"));
  if (!/^blob:/.test(await picture.getAttribute("src"))) problems.push("the picture is not decrypted");
  problems.push(...(await violations(page, "page")));

  await page.goto(`${door}#/contrat/`);
  await page.waitForSelector('a[href="#/documents/annexe-financiere-2026.pdf"]', { timeout: 10000 });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.click('a[href="#/documents/annexe-financiere-2026.pdf"]'),
  ]);
  const bytes = readFileSync(await download.path());
  if (!bytes.equals(readFileSync(join(example, "documents/annexe-financiere-2026.pdf")))) problems.push("the document has other bytes");
  const open = page.locator('a[href$="documents/cls-2024-2029.pdf"]').first();
  if ((await open.getAttribute("href")) !== new URL("../documents/cls-2024-2029.pdf", door).href) problems.push("a public document is not taken from the public site");

  await page.goto(`${door}#/versions/signature-2024/`);
  await page.waitForFunction(() => document.title.includes("Version du"), undefined, { timeout: 10000 });
  const inside = await page.locator("nav.menu a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  problems.push(...inside.filter((href) => !href.startsWith("#/versions/signature-2024/")).map((href) => `the official version leads to ${href}`));

  await page.setViewportSize({ width: 320, height: 640 });
  problems.push(...(await overflow(page, "in the room, 320 px")), ...(await violations(page, "320 px")));
  const height = await page.locator(".salle-barre button").evaluate((e) => e.getBoundingClientRect().height);
  if (height < 43.5) problems.push(`the button is ${height} px high`);
  await page.setViewportSize({ width: 1280, height: 900 });

  await page.goto(`${door}#/nulle-part/`);
  await page.waitForFunction(() => document.querySelector(".salle-barre [role=status]").textContent !== "");
  await page.focus(".salle-barre button");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#salle-formulaire");
  if (page.url() !== door) problems.push(`closed, the address is ${page.url()}`);
  await page.goBack().catch(() => undefined);
  if (await page.locator(".salle-barre").count()) problems.push("closed, it opens again by going back");
  return problems;
}

async function checkWithoutScript(browser, door) {
  const page = await openPage(browser, door, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  await page.goto(door);
  const problems = [];
  if (!(await page.locator("#salle-besoins").isVisible())) problems.push("nothing says what is needed");
  if (await page.locator("#salle-formulaire").isVisible()) problems.push("a form that does nothing is shown");
  await page.context().close();
  return problems;
}

async function checkNarrow(browser, door) {
  const page = await openPage(browser, door, { viewport: { width: 320, height: 640 }, colorScheme: "dark" });
  await page.goto(door);
  const problems = [...(await overflow(page, "door, 320 px")), ...(await violations(page, "door, 320 px, dark"))];
  await page.context().close();
  return problems;
}

async function checkDisk(browser, root) {
  const page = await openPage(browser, "file://");
  await page.goto(new URL("partenaires/index.html#/plan-reserve/", root).href);
  await enter(page, PHRASE);
  const problems = [];
  await titled(page, "Plan réservé").catch(() => problems.push("the page is not shown"));
  await page.waitForFunction(() => document.querySelector('main img[alt="Un plan"]')?.naturalWidth > 0, undefined, { timeout: 10000 })
    .catch(() => problems.push("the picture is not shown"));
  problems.push(...page.complaints);
  await page.context().close();
  return problems;
}

// Away from any repository, where no secret may be.
export async function checkRoom(tally, browser, vitrine, prefix) {
  const work = mkdtempSync(join(tmpdir(), "vitrine-salle-"));
  try {
    await checkPlace(tally, browser, vitrine, work, prefix);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function checkPlace(tally, browser, vitrine, work, prefix) {
  const content = writeContent(work);
  const env = { SOURCE_DATE_EPOCH: "1795350000", VITRINE_PASSPHRASE: PHRASE };
  const secret = ["--secret", join(work, "secret")];
  const site = build(vitrine, content, join(work, "avec-salle"), secret, { env });
  const server = await serve(site, prefix);
  const door = `${server.address}partenaires/`;
  const page = await openPage(browser, server.address, { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  tally.check("room: the door, a wrong passphrase, the right one", await checkDoor(page, door));
  tally.check("room: pages, a picture, a document, back, closed", await checkVisit(page, door));
  tally.check("room: no complaint, no request to another host", page.complaints);
  await page.context().close();
  tally.check("room: without script", await checkWithoutScript(browser, door));
  tally.check("room: on a phone, in the dark", await checkNarrow(browser, door));
  server.close();
  const disk = build(vitrine, content, join(work, "salle sur disque"), [...secret, "--disque"], { env });
  tally.check("room: from a disk", await checkDisk(browser, `${pathToFileURL(disk).href}/`));
}
