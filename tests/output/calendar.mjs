// agenda.ics, read by ical.js and compared with what the author wrote in agenda.yaml.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import ICAL from "ical.js";
import { parse } from "yaml";

const LINE_OCTETS = 75;

// RFC 5545, 3.1: lines end in CRLF and are at most 75 octets, a cut never inside a character.
function lineProblems(bytes) {
  const text = bytes.toString("utf8");
  const lines = bytes.toString("latin1").split("\r\n");
  const problems = [];
  if (/[^\r]\n|\r[^\n]/.test(text)) problems.push("a line does not end in CRLF");
  if (lines.pop() !== "") problems.push("the last line is not ended");
  lines.forEach((line, i) => {
    if (line.length > LINE_OCTETS) problems.push(`line ${i + 1} has ${line.length} octets`);
    if (Buffer.from(line, "latin1").toString("utf8").includes("\ufffd"))
      problems.push(`line ${i + 1} is cut inside a character`);
  });
  return problems;
}

function readCalendar(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const zones = new Map();
  for (const zone of calendar.getAllSubcomponents("vtimezone"))
    zones.set(zone.getFirstPropertyValue("tzid"), new ICAL.Timezone(zone));
  const events = calendar.getAllSubcomponents("vevent");
  return { calendar, zones, events };
}

// Seconds since 1970 of a local time, as the system's own time zones have it.
function secondsIn(zone, { year, month, day, hour, minute }) {
  const wanted = Date.UTC(year, month - 1, day, hour, minute) / 1000;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, hourCycle: "h23",
    year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  });
  const shown = (seconds) => {
    const parts = Object.fromEntries(format.formatToParts(seconds * 1000).map((p) => [p.type, Number(p.value)]));
    return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute) / 1000;
  };
  const guess = wanted - (shown(wanted) - wanted);
  return guess - (shown(guess) - wanted);
}

function eventProblems(event, zones) {
  const uid = event.getFirstPropertyValue("uid");
  const problems = [];
  for (const name of ["uid", "dtstamp", "dtstart", "summary"])
    if (event.getAllProperties(name).length !== 1) problems.push(`${uid}: not one ${name}`);
  const start = event.getFirstPropertyValue("dtstart");
  const end = event.getFirstPropertyValue("dtend");
  if (end && start.isDate !== end.isDate) problems.push(`${uid}: a day and a time`);
  if (end && end.compare(start) <= 0) problems.push(`${uid}: ends before it starts`);
  for (const name of ["dtstart", "dtend"]) {
    const property = event.getFirstProperty(name);
    if (!property || property.getFirstValue().isDate) continue;
    const tzid = property.getParameter("tzid");
    if (!zones.has(tzid)) {
      problems.push(`${uid}: ${name} has no time zone of the calendar`);
      continue;
    }
    const moment = property.getFirstValue().clone();
    moment.zone = zones.get(tzid);
    if (moment.toUnixTime() !== secondsIn(tzid, moment))
      problems.push(`${uid}: ${name} is another moment in ${tzid}`);
  }
  return problems;
}

// Noon of each tenth day over three years is the same moment as by the system's own zone.
function zoneProblems(tzid, zone) {
  const problems = [];
  for (let day = 0; day < 3 * 365; day += 10) {
    const noon = new ICAL.Time({ year: 2025, month: 1, day: 1 + day, hour: 12, minute: 0 }, zone);
    if (noon.toUnixTime() !== secondsIn(tzid, noon)) problems.push(`${tzid}: another noon on ${noon}`);
  }
  return problems;
}

export function checkCalendar(tally, label, site) {
  const whole = checkFile(tally, label, site, "agenda.ics");
  const bodies = site.ending("/agenda.ics").filter((path) => path.startsWith("gouvernance/"));
  const seen = new Set();
  const problems = bodies.length ? [] : ["no body has a calendar"];
  for (const path of bodies) {
    const page = site.byPath.get(path.replace("agenda.ics", "index.html"));
    const announced = page?.all((e) => e.name === "link" && e.get("type") === "text/calendar") ?? [];
    const shown = page?.all((e) => e.name === "a" && e.get("href")?.endsWith("/agenda.ics")) ?? [];
    if (announced.length !== 1) problems.push(`${path} is not announced by its page`);
    if (shown.length !== 1) problems.push(`${path} is not linked from its page`);
    for (const event of checkFile(tally, `${label}, ${path}`, site, path)) {
      const uid = event.getFirstPropertyValue("uid");
      const same = whole.find((other) => other.getFirstPropertyValue("uid") === uid);
      if (same?.toString() !== event.toString()) problems.push(`${path}: ${uid} is another in agenda.ics`);
      if (seen.has(uid)) problems.push(`${uid} is in two calendars of bodies`);
      seen.add(uid);
    }
  }
  tally.check(`${label}: calendars of bodies are parts of the whole`, problems);
}

function checkFile(tally, label, site, path) {
  const bytes = site.bytes(path);
  tally.check(`${label}: lines of the calendar`, lineProblems(bytes));
  const { calendar, zones, events } = readCalendar(bytes.toString("utf8"));
  const uids = events.map((event) => event.getFirstPropertyValue("uid"));
  tally.check(`${label}: the calendar is sound (ical.js)`, [
    ...(calendar.getFirstPropertyValue("version") === "2.0" ? [] : ["no version"]),
    ...(calendar.getFirstPropertyValue("prodid") ? [] : ["no prodid"]),
    ...(zones.size ? [] : ["no VTIMEZONE"]),
    ...[...zones].flatMap(([tzid, zone]) => zoneProblems(tzid, zone)),
    ...uids.filter((uid, i) => uids.indexOf(uid) !== i).map((uid) => `UID ${uid} twice`),
    ...uids.filter((uid) => !/^[^\s@]+@[^\s@]+$/.test(uid)).map((uid) => `UID ${uid}`),
    ...events.flatMap((event) => eventProblems(event, zones)),
  ]);
  return events;
}

const plain = (text) => text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

// "2026-10-17 14h00" to a day and a time.
function readMoment(text) {
  const [, day, hour, minute] = /^(\d{4}-\d\d-\d\d)(?:[ T](\d+)[h:](\d\d))?$/.exec(String(text));
  return { day, time: hour === undefined ? undefined : `${hour.padStart(2, "0")}:${minute}` };
}

function sameMoment(value, wanted) {
  const day = value.toString().slice(0, 10);
  return day === wanted.day && (wanted.time === undefined) === value.isDate &&
    (value.isDate || value.toString().slice(11, 16) === wanted.time);
}

const STATUS = { annulé: "CANCELLED", reporté: "TENTATIVE" };

// Each date of agenda.yaml is in the calendar, as it was written; what is restricted is not.
export function checkAgenda(tally, label, site, file, restricted) {
  const { events } = readCalendar(site.read("agenda.ics"));
  const problems = [];
  for (const entry of parse(readFileSync(file, "utf8"))) {
    const wanted = readMoment(entry.debut);
    const found = events.find(
      (event) =>
        plain(event.getFirstPropertyValue("summary")) === plain(entry.titre) &&
        sameMoment(event.getFirstPropertyValue("dtstart"), wanted),
    );
    const hidden = entry.visibilite === "partenaires" && !restricted;
    if (hidden && found) problems.push(`${entry.id} is not for this edition`);
    if (hidden) continue;
    if (!found) problems.push(`${entry.id} is missing`);
    else if (found.getFirstPropertyValue("status") !== (STATUS[entry.statut] ?? "CONFIRMED"))
      problems.push(`${entry.id}: status ${found.getFirstPropertyValue("status")}`);
    else if (entry.fin && !sameEnd(found, readMoment(entry.fin)))
      problems.push(`${entry.id}: ends ${found.getFirstPropertyValue("dtend")}`);
  }
  tally.check(`${label}: each date of agenda.yaml is in the calendar`, problems);
}

// SEQUENCE is the number of earlier versions of an entry, by git; each entry keeps its UID.
export function checkSequences(tally, label, site, file, restricted) {
  const git = (...args) => execFileSync("git", args, { cwd: dirname(file), encoding: "utf8" });
  const { events } = readCalendar(site.read("agenda.ics"));
  const versions = new Map(); // id to its versions as text, the oldest first
  for (const commit of git("log", "--reverse", "--format=%H", "--", "agenda.yaml").split("\n").filter(Boolean)) {
    const entries = parse(git("show", `${commit}:./agenda.yaml`)) ?? [];
    for (const entry of entries.filter((one) => one.visibilite !== "partenaires" || restricted)) {
      const known = versions.get(entry.id) ?? [];
      const { visibilite, ...told } = entry;
      const text = JSON.stringify(told);
      if (known.at(-1) !== text) known.push(text);
      versions.set(entry.id, known);
    }
  }
  const problems = [];
  let changed = 0;
  for (const event of events) {
    const id = /^agenda-(.*)@/.exec(event.getFirstPropertyValue("uid"))?.[1];
    if (id === undefined) continue;
    const wanted = versions.get(id).length - 1;
    changed += wanted > 0;
    if (event.getFirstPropertyValue("sequence") !== wanted)
      problems.push(`${id}: sequence ${event.getFirstPropertyValue("sequence")}, not ${wanted}`);
  }
  if (changed === 0) problems.push("no entry was ever changed");
  tally.check(`${label}: SEQUENCE counts the earlier versions of an entry`, problems);
}

// A last day is written as the day after it.
function sameEnd(event, wanted) {
  const end = event.getFirstPropertyValue("dtend");
  if (!end) return false;
  if (!end.isDate) return sameMoment(end, wanted);
  const last = end.clone();
  last.adjust(-1, 0, 0, 0);
  return sameMoment(last, wanted);
}
