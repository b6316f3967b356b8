// Pictures as they are published, told by exiftool: nothing is left of who made them, where, when,
// with what, but what colours, movement and the right way up need. tests/browser/photos.mjs looks
// at their pixels.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, repository } from "./builds.mjs";

const PICTURES = [
  ["content-example/images/vallee.jpg", "vallee.jpg"],
  ["content-example/images/marche-exploratoire.png", "marche.png"],
  ["tests/fuzz/seeds/photo/annotee.jpg", "annotee.jpg"],
  ["tests/fuzz/seeds/photo/annotee.png", "annotee.png"],
  ["tests/fuzz/seeds/photo/annotee.webp", "annotee.webp"],
  ["tests/fuzz/seeds/photo/annotee.gif", "annotee.gif"],
  ["tests/fuzz/seeds/photo/annotee.svg", "annotee.svg"],
];
const WORD = "CANARI";

// Groups and tags of exiftool that a published picture may have; "File", "System" and "Composite"
// are about the file, the size, the pixels.
const ALLOWED =
  /^(ExifTool:|SourceFile$|System:|Composite:|File:(FileType|FileTypeExtension|MIMEType|ExifByteOrder|Image(Width|Height)|EncodingProcess|BitsPerSample|ColorComponents|YCbCrSubSampling)$|JFIF:(JFIFVersion|ResolutionUnit|[XY]Resolution)$|IFD0:Orientation$|ICC|APP14:|PNG:(Image(Width|Height)|BitDepth|ColorType|Compression|Filter|Interlace|Gamma|WhitePoint[XY]|(Red|Green|Blue)[XY]|BackgroundColor|Palette|Transparency|SRGBRendering|SignificantBits)$|PNG-pHYs:|RIFF:(WebP_Flags|Image(Width|Height)|VP8Version|(Horizontal|Vertical)Scale|AlphaIsUsed|ImageSize)$|GIF:(GIFVersion|Image(Width|Height)|HasColorMap|ColorResolutionDepth|BitsPerPixel|BackgroundColor|AnimationIterations|FrameCount|Duration)$|SVG:(Image(Width|Height)|ViewBox|ID|Xmlns|Title|SVGVersion)$)/;

// What a camera and an editor write; a GIF and a drawing have theirs already.
function annotate(folder) {
  const written = ["-q", "-overwrite_original", "-n", `-XMP-dc:Creator=${WORD}`, `-XMP-photoshop:City=${WORD}`,
    `-EXIF:Artist=${WORD}`, `-EXIF:Model=${WORD}`, "-EXIF:DateTimeOriginal=2024:06:12 10:00:00", "-EXIF:GPSLatitude=45.1",
    "-EXIF:GPSLatitudeRef=N", "-EXIF:GPSLongitude=3.2", "-EXIF:GPSLongitudeRef=E", "-Orientation=8"];
  const others = [`-IPTC:By-line=${WORD}`, `-Comment=${WORD}`];
  const named = (pattern) => readdirSync(folder).filter((name) => pattern.test(name)).map((name) => join(folder, name));
  execFileSync("exiftool", [...written, ...others, ...named(/^vallee/)]);
  execFileSync("exiftool", [...written, ...named(/^marche/)]);
}

// A contract with pictures, and its site: the folders of the pictures before and after.
export function publishPictures(vitrine, work) {
  const content = join(work, "photos-contenu");
  const before = join(content, "images");
  rmSync(content, { recursive: true, force: true });
  cpSync(join(repository, "tests/site/_base"), content, { recursive: true });
  mkdirSync(before);
  for (const [from, name] of PICTURES) cpSync(join(repository, from), join(before, name));
  annotate(before);
  mkdirSync(join(content, "pages"));
  const shown = PICTURES.map(([, name]) => `![Une image](../images/${name})\n`).join("\n");
  writeFileSync(join(content, "pages/galerie.md"), `---\ntitre: Images\n---\n${shown}`);
  const site = build(vitrine, content, join(work, "photos"), [], { env: { SOURCE_DATE_EPOCH: "1735732800" } });
  return { before, after: join(site, "images"), names: PICTURES.map(([, name]) => name) };
}

const tell = (folder) => JSON.parse(execFileSync("exiftool", ["-j", "-G1", "-a", "-u", "-ee", folder], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));

export function checkPictures(tally, vitrine, work, site) {
  const { before, after, names } = publishPictures(vitrine, work);
  const untold = tell(before).filter((facts) => !JSON.stringify(facts).includes(WORD));
  const problems = untold.map(({ SourceFile }) => `${SourceFile}: exiftool finds nothing to remove`);
  const published = [...tell(after), ...tell(join(site.root, "images"))];
  for (const facts of published) {
    for (const [tag, value] of Object.entries(facts))
      if (!ALLOWED.test(tag) || String(value).includes(WORD)) problems.push(`${facts.SourceFile}: ${tag} is ${value}`);
  }
  if (published.length < names.length) problems.push(`exiftool reads ${published.length} pictures`);
  for (const facts of tell(after))
    if (/\.(jpg|png|webp)$/.test(facts.SourceFile) && !facts["IFD0:Orientation"]) problems.push(`${facts.SourceFile} is no more turned`);
  tally.check("pictures: exiftool finds no metadata in what is published, but how they are turned", problems);
}
