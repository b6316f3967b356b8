// Pictures look as they did before they were published without their metadata: same pixels, same
// way up, in Chromium.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { publishPictures } from "../output/photos.mjs";

const TYPES = { jpg: "image/jpeg", png: "image/png", webp: "image/webp", gif: "image/gif", svg: "image/svg+xml" };

// Size and pixels of a picture, as it is shown.
const decode = (page, folder, name) =>
  page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
    return { size: `${canvas.width} x ${canvas.height}`, blank: data.every((byte) => byte === data[0]), pixels: digest.join() };
  }, `data:${TYPES[name.split(".").pop()]};base64,${readFileSync(join(folder, name)).toString("base64")}`);

export async function checkPictures(tally, browser, vitrine, work, address) {
  const { before, after, names } = publishPictures(vitrine, work);
  const page = await browser.newPage();
  await page.goto(address); // where digests can be made
  await page.setContent("<!doctype html><title>Images</title>");
  const problems = [];
  for (const name of names) {
    const [was, is] = [await decode(page, before, name), await decode(page, after, name)];
    if (was.blank) problems.push(`${name} shows nothing`);
    if (was.size !== is.size) problems.push(`${name} was ${was.size}, is ${is.size}`);
    if (was.pixels !== is.pixels) problems.push(`${name} has other pixels`);
    if (readFileSync(join(before, name)).equals(readFileSync(join(after, name)))) problems.push(`${name} has the same bytes`);
  }
  await page.close();
  tally.check("pictures: the same pixels without their metadata", problems);
}
