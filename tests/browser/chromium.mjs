// Chromium, as Debian packages it, and pages that note whatever goes wrong in them.
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of NAMES) {
    const found = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" });
    if (found.status === 0) return found.stdout.trim();
  }
  return undefined;
}

// Returns a browser, or undefined when there is none on this machine.
export async function launch() {
  const executablePath = executable();
  if (!executablePath) return undefined;
  const nobodyElse = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";
  const args = ["--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", nobodyElse];
  if (process.getuid() === 0) args.push("--no-sandbox");
  return chromium.launch({ executablePath, args });
}

// A page of a new window. What it says in its console, what fails, and what it asks of anything but
// `origin`, goes to `page.complaints`; no other host is found. What it asked for since the last page it
// went to is `page.requested`, a list of {type, url}.
export async function openPage(browser, origin, options = {}) {
  const context = await browser.newContext({ locale: "fr-FR", ...options });
  const page = await context.newPage();
  page.complaints = [];
  page.requested = [];
  const complain = (text) => page.complaints.push(`${page.url()}: ${text}`);
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith("blob:")) complain(`asks for ${url}`);
    if (request.isNavigationRequest()) page.requested = [];
    page.requested.push({ type: request.resourceType(), url });
  });
  page.on("requestfailed", (request) => {
    const why = request.failure().errorText;
    if (why !== "net::ERR_ABORTED") complain(`${request.url()}: ${why}`); /* that: the page was left before */
  });
  page.on("console", (message) => complain(message.text()));
  page.on("pageerror", (error) => complain(error.message));
  page.on("response", (response) => {
    if (response.status() >= 400) complain(`${response.status()} for ${response.url()}`);
  });
  return page;
}

// Calls `visit(page, sample)` for each sample, in as many windows as there are processors. Returns
// all that the windows complained of.
export async function visitAll(browser, origin, options, samples, visit) {
  const waiting = [...samples];
  const complaints = [];
  const work = async () => {
    const page = await openPage(browser, origin, options);
    for (let sample = waiting.shift(); sample; sample = waiting.shift()) await visit(page, sample);
    complaints.push(...page.complaints);
    await page.context().close();
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work));
  return complaints;
}
