// The locked room: a small contract with restricted parts, built with passphrases, opened by
// other people's cryptography (unseal.mjs).
import { spawnSync } from "node:child_process";
import {
  chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { differences, epoch, fingerprint, listFiles, repository, run, theme } from "./builds.mjs";
import { Room, openssl, web } from "./unseal.mjs";

const PHRASES = {
  CPTS: "girafe tambour violet orage mouton canard",
  Hôpital: "lanterne kiwi bureau falaise ombre sapin",
  Maison: "écureuil nappe grenier bascule tulipe fjord",
};
const CANARIES = ["CANARIPAGE", "CANARIBLOC", "CANARINOTE", "CANARIFICHIER"];

function writeContent(folder) {
  cpSync(join(repository, "tests/site/_base"), folder, { recursive: true });
  const add = (path, text) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const contract = join(folder, "contrat.yaml");
  writeFileSync(contract, `${readFileSync(contract, "utf8")}partenaires: {acces: chiffré}
documents:
  - {titre: CANARINOTE, fichier: documents/canarinote.pdf, visibilite: partenaires}
  - {titre: Public, fichier: documents/public.pdf}
`);
  add("documents/canarinote.pdf", "%PDF-1.4\nCANARIFICHIER\n%%EOF\n");
  add("documents/public.pdf", "%PDF-1.4\n%%EOF\n");
  add("pages/reservee.md", "---\ntitre: CANARIPAGE\nvisibilite: partenaires\n---\nTexte.\n");
  add("pages/mixte.md", "---\ntitre: Mixte\n---\nPour tous.\n\n::: partenaires\nCANARIBLOC\n:::\n");
  return folder;
}

// Builds with some of the passphrases, into a folder of its own.
class Place {
  constructor(vitrine, work) {
    this.vitrine = vitrine;
    this.work = work;
    rmSync(work, { recursive: true, force: true });
    mkdirSync(work, { recursive: true });
    this.content = writeContent(join(work, "contenu"));
    this.secret = join(work, "etat/secret");
  }

  run(output, names, args = [], env = {}) {
    const file = join(this.work, "phrases.txt");
    writeFileSync(file, names.map((name) => `${name}: ${PHRASES[name]}\n`).join(""), { mode: 0o600 });
    return run(this.vitrine, [
      "build", this.content, "-o", join(this.work, output), "--theme", theme,
      "--secret", this.secret, "--passphrases", file, ...args,
    ], { env: { SOURCE_DATE_EPOCH: "1735732800", VITRINE_PASSPHRASE: "", ...env } });
  }

  build(output, names, args, env) {
    const result = this.run(output, names, args, env);
    if (result.status !== 0) throw new Error(`status ${result.status}: ${result.stderr}`);
    return new Room(join(this.work, output));
  }
}

const holds = (bytes, word) => bytes.toString("latin1").toUpperCase().includes(word);

// What only partners may read is in the sealed files, and nowhere else.
async function checkContents(tally, place, label, output, room) {
  const problems = [];
  for (const library of [openssl, web]) {
    const files = await room.open(PHRASES.CPTS, library);
    if (!files) problems.push(`${library.name}: the passphrase opens nothing`);
    for (const [path, bytes] of files ?? [])
      if (!bytes) problems.push(`${library.name}: ${path} can't be opened`);
    for (const canary of CANARIES)
      if (![...(files ?? [])].some(([, bytes]) => bytes && holds(bytes, canary)))
        problems.push(`${library.name}: ${canary} is not there`);
    if (files && files.size + 1 !== room.names.length) problems.push("files that the list does not name");
    if (files?.has("documents/public.pdf")) problems.push("a public document is sealed too");
    if (files && !files.has("documents/canarinote.pdf")) problems.push("a partners' document is not there");
  }
  const root = join(place.work, output);
  for (const path of listFiles(root))
    for (const word of [...CANARIES, "RESERVEE"])
      if (holds(readFileSync(join(root, path)), word) || holds(Buffer.from(path), word))
        problems.push(`${path} says ${word}`);
  tally.check(`room, ${label}: all of it inside, nothing outside`, problems);
}

function checkDoor(tally, place, output) {
  const root = join(place.work, output);
  const read = (path) => readFileSync(join(root, path), "utf8");
  const door = read("partenaires/index.html");
  const told = listFiles(root)
    .filter((path) => /\.(xml|atom|ics|json|txt)$|^_redirects$/.test(path) && !path.startsWith("partenaires/"))
    .filter((path) => /partenaires\//.test(read(path)));
  tally.check("room: the door is not indexed, nor named to machines; other pages keep their policy", [
    ...(/name="robots" content="noindex"/.test(door) ? [] : ["it may be indexed"]),
    ...(/img-src 'self' blob:; connect-src 'self';/.test(door) ? [] : ["no blob: at the door"]),
    ...listFiles(root)
      .filter((path) => path.endsWith(".html") && path !== "partenaires/index.html")
      .filter((path) => /blob:|connect-src|partenaires\.js/.test(read(path)))
      .map((path) => `${path} has the door's policy or script`),
    ...told.map((path) => `${path} names it`),
    ...(read("professionnels/index.html").includes('href="../partenaires/"') ? [] : ["professionals are not shown to it"]),
  ]);
}

// Each key's nonces serve one text; sizes are few; names and wraps say nothing.
async function checkShape(tally, room, phrases) {
  const problems = [];
  const nonces = new Map();
  for (const name of room.names) {
    const sealed = room.sealed(name);
    const nonce = sealed.subarray(0, 12).toString("hex");
    if (nonces.has(nonce)) problems.push(`${name} has the nonce of ${nonces.get(nonce)}`);
    nonces.set(nonce, name);
    const units = (sealed.length - 28) / 4096;
    const step = 2 ** Math.max(0, Math.floor(Math.log2(units / 4)));
    if (units < 4 || units % step) problems.push(`${name} has ${sealed.length} bytes`);
    if (!/^[0-9a-f]{32}\.(bin|js)$/.test(name)) problems.push(`${name} is a name`);
  }
  if (room.entry.cles.length !== 64) problems.push(`${room.entry.cles.length} wraps`);
  if (room.entry.tours < 600000) problems.push(`${room.entry.tours} rounds`);
  if (room.entry.cles.some((wrap) => Buffer.from(wrap, "base64").length !== 60)) problems.push("wraps of several sizes");
  if ([...room.entry.cles].map((w) => Buffer.from(w, "base64").toString("hex")).some((w, i, all) => i && all[i - 1] >= w))
    problems.push("wraps are not in the order of their bytes");
  for (const phrase of phrases)
    if ((await room.contentKeys(phrase)).length !== 1) problems.push(`${phrase}: not one wrap`);
  for (const wrong of ["", "girafe", phrases[0].toUpperCase()])
    if ((await room.contentKeys(wrong)).length) problems.push(`"${wrong}" opens it`);
  tally.check("room: nonces once, sizes in steps, names and wraps that say nothing", problems);
}

const sealedOf = (place, output) =>
  new Map([...fingerprint(join(place.work, output))].filter(([path]) => path.startsWith("partenaires/")));

async function checkChanges(tally, place) {
  const first = sealedOf(place, "un");
  const inode = (path) => statSync(join(place.work, "un", path)).ino;
  const inodes = new Map([...first.keys()].map((path) => [path, inode(path)]));
  place.build("deux", ["Hôpital", "CPTS"]);
  tally.check("room: one secret, two folders, other order of lines: the same bytes", differences(first, sealedOf(place, "deux")));
  const page = join(place.content, "pages/reservee.md");
  const text = readFileSync(page, "utf8");
  writeFileSync(page, text.replace("Texte.", "Texte un peu changé."));
  place.build("un", ["CPTS", "Hôpital"]);
  const second = sealedOf(place, "un");
  const changed = [...second].filter(([path, digest]) => first.get(path) !== digest).map(([path]) => path);
  const moved = [...second.keys()].filter((path) => !changed.includes(path) && inode(path) !== inodes.get(path));
  tally.check("room: a word changed changes one page's bytes, no name", [
    ...(changed.length === 1 ? [] : [`${changed.length} files changed`]),
    ...([...first.keys()].join() === [...second.keys()].join() ? [] : ["names changed"]),
    ...moved.map((path) => `${path} was written again`),
  ]);
  const sizes = () => [...sealedOf(place, "un").keys()].map((path) => `${path} ${statSync(join(place.work, "un", path)).size}`).join();
  const before = sizes();
  writeFileSync(page, text.replace("CANARIPAGE", "CANARIPAGE, un titre plus long"));
  place.build("un", ["CPTS", "Hôpital"]);
  tally.check("room: a title changed changes neither names nor sizes", before === sizes() ? [] : ["it does"]);
  writeFileSync(page, text);
}

async function checkRotation(tally, place) {
  const problems = [];
  const open = async (room, name) => (await room.contentKeys(PHRASES[name]))[0];
  const read = () => readFileSync(place.secret, "utf8");
  const before = place.build("trois", ["CPTS", "Hôpital"]);
  const oldKey = await open(before, "CPTS");
  const oldWraps = new Set(before.entry.cles);
  const added = place.build("trois", ["CPTS", "Hôpital", "Maison"]);
  if (!(await open(added, "Maison"))?.equals(oldKey)) problems.push("a passphrase more changes the key");
  if (added.entry.cles.some((wrap) => oldWraps.has(wrap))) problems.push("a wrap stays, and tells which is new");
  const secret = read();
  const result = place.run("trois", ["CPTS", "Maison"]);
  const after = new Room(join(place.work, "trois"));
  const newKey = await open(after, "CPTS");
  if (!/la clé de l'espace des partenaires a changé/.test(result.stderr)) problems.push("nothing is said of the new key");
  if (await open(after, "Hôpital")) problems.push("a withdrawn passphrase opens the room");
  if (!newKey || newKey.equals(oldKey)) problems.push("the key is the same");
  if (after.entry.sel === before.entry.sel) problems.push("the salt is the same");
  if (after.names.some((name) => before.names.includes(name))) problems.push("names are the same");
  if (await after.padded(oldKey, "/")) problems.push("the old key opens the list");
  if (read() === secret) problems.push("the secret file is the same");
  if (statSync(place.secret).mode & 0o077) problems.push("others may read the secret file");
  const again = read();
  place.build("trois", ["Maison", "CPTS"]);
  if (read() !== again) problems.push("the secret changes without cause");
  tally.check("room: a withdrawn passphrase reads nothing new", problems);
}

// The secret can't be written, as in CI. Root may write anywhere: a full name is in its place.
function checkReadOnly(tally, place) {
  const problems = [];
  const partial = `${place.secret}.partiel`;
  mkdirSync(join(partial, "occupé"), { recursive: true });
  const kept = fingerprint(join(place.work, "trois"));
  const same = place.run("trois", ["Maison", "CPTS"]);
  if (same.status !== 0) problems.push(`nothing to write, and status ${same.status}: ${same.stderr}`);
  for (const names of [["CPTS"], ["CPTS", "Maison", "Hôpital"]]) {
    const { status, stderr } = place.run("trois", names);
    if (status !== 3) problems.push(`${names}: status ${status}`);
    if (!/remplacez ensuite le fichier que donne --secret/.test(stderr)) problems.push(`${names}: ${stderr}`);
  }
  problems.push(...differences(kept, fingerprint(join(place.work, "trois"))));
  rmSync(partial, { recursive: true });
  chmodSync(place.secret, 0o640);
  if (place.run("trois", ["Maison", "CPTS"]).status !== 3) problems.push("a secret that others read is taken");
  chmodSync(place.secret, 0o600);
  tally.check("room: a secret that must change and can't is an error, nothing is published", problems);
}

// The default place, and the other ways to give a passphrase.
async function checkDefaults(tally, place, vitrine) {
  const state = join(place.work, "xdg");
  const output = join(place.work, "quatre");
  const result = spawnSync(vitrine, ["build", place.content, "-o", output, "--theme", theme, "--disque"], {
    encoding: "utf8",
    env: { ...process.env, ...epoch, SOURCE_DATE_EPOCH: "1735732800", XDG_STATE_HOME: state, VITRINE_SECRET: "", VITRINE_PASSPHRASE: PHRASES.Maison },
  });
  const files = result.status === 0 ? listFiles(join(state, "vitrine")) : [];
  const room = result.status === 0 ? await new Room(output).open(PHRASES.Maison) : undefined;
  tally.check("room: VITRINE_PASSPHRASE, the default place, a copy for a disk", [
    ...(result.status === 0 ? [] : [result.stderr]),
    ...(files.length === 1 && /^[0-9a-f]{64}$/.test(files[0]) ? [] : [`secret files: ${files}`]),
    ...(/est faite, et gardée dans/.test(result.stderr) ? [] : ["nothing is said of the new secret"]),
    ...(room?.get("reservee/index.html") ? [] : ["the room does not open"]),
  ]);
}

// Away from any repository, where no secret may be.
export async function checkRoom(tally, vitrine) {
  const work = mkdtempSync(join(tmpdir(), "vitrine-salle-"));
  try {
    await checkPlace(tally, vitrine, join(work, "salle"));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function checkPlace(tally, vitrine, work) {
  const place = new Place(vitrine, work);
  const room = place.build("un", ["CPTS", "Hôpital"]);
  await checkContents(tally, place, "served", "un", room);
  checkDoor(tally, place, "un");
  await checkShape(tally, room, [PHRASES.CPTS, PHRASES.Hôpital]);
  await checkChanges(tally, place);
  await checkRotation(tally, place);
  checkReadOnly(tally, place);
  await checkDefaults(tally, place, vitrine);
  const jobs = place.build("cinq", ["CPTS"], ["--jobs", "7", "--disque"]);
  await checkContents(tally, place, "on a disk", "cinq", jobs);
}
