// themes/sobre, which is only a folder with one small style sheet: every kind of page is valid and
// accessible with it too.
import { statSync } from "node:fs";
import { join } from "node:path";
import { build, example, repository } from "../output/builds.mjs";
import { Site } from "../output/site.mjs";
import { checkValid } from "../output/validator.mjs";
import { complaintsAgain, complaintsOfAxe, injectAxe } from "./axe.mjs";
import { visitAll } from "./chromium.mjs";
import { samplePages } from "./kinds.mjs";
import { overflow } from "./reading.mjs";
import { serve } from "./server.mjs";

const MOST = 4096; // bytes of its style sheet
const WIDTHS = [1280, 320];

export async function checkPlain(tally, browser, vitrine, work, prefix) {
  const theme = join(repository, "themes/sobre");
  const site = new Site(build(vitrine, example, join(work, "sobre"), ["--theme", theme]));
  const samples = samplePages(site).filter(({ path }) => path !== "404.html"); // it is at the root only
  const size = statSync(join(theme, "static/style.css")).size;
  tally.check(`sobre: at most ${MOST} bytes of styles`, size <= MOST ? [] : [`${size} bytes`]);
  const validity = checkValid(tally, "sobre", samples.map(({ path }) => join(site.root, path)));
  const server = await serve(site.root, prefix);
  const problems = { axe: [], wide: [] };
  const options = { colorScheme: "light", reducedMotion: "reduce" };
  const complaints = await visitAll(browser, server.address, options, samples, async (page, sample) => {
    await page.goto(server.address + sample.url);
    await injectAxe(page);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const label = `${sample.path} at ${width} px`;
      const judge = width === WIDTHS[0] ? complaintsOfAxe : complaintsAgain;
      for (const problem of await judge(page)) problems.axe.push(`${label}: ${problem}`);
      for (const problem of await page.evaluate(overflow)) problems.wide.push(`${label}: ${problem}`);
    }
  });
  server.close();
  await validity;
  tally.check("sobre: axe-core, 1280 px and 320 px", problems.axe);
  tally.check("sobre: nothing to scroll sideways", problems.wide);
  tally.check("sobre: no complaint, no request to another host", complaints);
}
