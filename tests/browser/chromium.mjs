// Chromium, as Debian packages it, and pages that note whatever goes wrong in them.
import { spawnSync } from "node:child_process";
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
  const args = ["--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"];
  if (process.getuid() === 0) args.push("--no-sandbox");
  return chromium.launch({ executablePath, args });
}

// A page of a new window. What it complains of, and what it asks of anything but `origin`, goes to
// `page.complaints`; such requests are refused.
export async function openPage(browser, origin, options = {}) {
  const context = await browser.newContext({ locale: "fr-FR", ...options });
  const page = await context.newPage();
  page.complaints = [];
  const complain = (text) => page.complaints.push(`${page.url()}: ${text}`);
  await context.route("**", (route) => {
    const url = route.request().url();
    if (url.startsWith(origin)) return route.continue();
    complain(`asks for ${url}`);
    return route.abort();
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complain(message.text());
  });
  page.on("pageerror", (error) => complain(error.message));
  page.on("response", (response) => {
    if (response.status() >= 400) complain(`${response.status()} for ${response.url()}`);
  });
  return page;
}
