// The locked room: derives the key from the passphrase, decrypts the pages of the partners' edition
// and shows them in place of this one. What the files hold is said in src/publish/room.h. The keys
// stay in the memory of this page: reloading or closing it forgets them.
//
// The address of a page is after the "#", which no server is told: "#/actions/1-1-lieu/?etapes".
(() => {
  "use strict";
  const door = document.getElementById("salle");
  if (!door || !globalThis.crypto?.subtle) return;

  const site = new URL("../", document.currentScript.src);
  const room = new URL("partenaires/", site);
  const onDisk = door.hasAttribute("data-disque");
  const words = { ...door.dataset };
  const form = document.getElementById("salle-formulaire");
  const input = document.getElementById("salle-phrase");
  const message = document.getElementById("salle-message");
  const barTemplate = document.getElementById("salle-barre");
  const MARK = "vitrine-salle 1\0";

  // ---- Files

  const waiting = new Map(); // name of a script to what takes its bytes
  globalThis.salle = (name, text) =>
    waiting.get(name)?.(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));

  // On a disk a script may not read files, but may load scripts.
  function loadScript(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      waiting.set(name, resolve);
      script.onload = script.onerror = () => {
        waiting.delete(name);
        script.remove();
        reject(new Error(name));
      };
      script.src = new URL(`${name}.js`, room).href;
      document.head.append(script);
    });
  }

  async function load(name, ending) {
    if (onDisk) return loadScript(name);
    const answer = await fetch(new URL(name + ending, room));
    if (!answer.ok) throw new Error(name);
    return new Uint8Array(await answer.arrayBuffer());
  }

  // ---- Keys

  const { subtle } = crypto;
  const bytesOf = (text) => new TextEncoder().encode(text);
  const base64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  const aes = (bytes) => subtle.importKey("raw", bytes, "AES-GCM", false, ["decrypt"]);
  const hmac = (bytes) =>
    subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);

  function decrypt(key, sealed, id) {
    const algorithm = { name: "AES-GCM", iv: sealed.subarray(0, 12), additionalData: bytesOf(MARK + id) };
    return subtle.decrypt(algorithm, key, sealed.subarray(12));
  }

  async function derive(phrase, entry) {
    const material = await subtle.importKey("raw", bytesOf(phrase), "PBKDF2", false, ["deriveBits"]);
    const algorithm = { name: "PBKDF2", hash: "SHA-256", salt: base64(entry.sel), iterations: entry.tours };
    return aes(await subtle.deriveBits(algorithm, material, 256));
  }

  // The content key, if one of the wraps is for this phrase; undefined.
  async function contentKey(phrase, entry) {
    const key = await derive(phrase, entry);
    const tries = entry.cles.map((wrap) => decrypt(key, base64(wrap), "cle").catch(() => undefined));
    return (await Promise.all(tries)).find(Boolean);
  }

  let sealKey, nameKey; // undefined: the room is closed
  let list; // Set of the paths in the room

  async function takeKeys(bytes) {
    const content = await hmac(bytes);
    const part = (label) => subtle.sign("HMAC", content, bytesOf(label));
    sealKey = await aes(await part("chiffrer"));
    nameKey = await hmac(await part("nommer"));
  }

  async function unseal(id) {
    const mac = new Uint8Array(await subtle.sign("HMAC", nameKey, bytesOf(id)), 0, 16);
    const name = Array.from(mac, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const padded = await decrypt(sealKey, await load(name, ".bin"), id);
    return new Uint8Array(padded, 4, new DataView(padded).getUint32(0));
  }

  const unsealText = async (id) => new TextDecoder().decode(await unseal(id));

  // ---- What a page refers to

  const TYPES = { svg: "image/svg+xml", png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", webp: "image/webp", gif: "image/gif" };
  const blobs = []; // addresses of the images shown

  const isPage = (path) => path.endsWith(".html");
  const asFile = (path) => (path === "" || path.endsWith("/") ? `${path}index.html` : path);

  // Where an address of a page leads: `file` is the path in the partners' site (undefined: another
  // site's), `href` the address outside the room.
  function pathOf(reference, base) {
    const url = new URL(reference, base);
    if (!url.href.startsWith(room.href)) return { href: url.href };
    const path = decodeURIComponent(url.pathname.slice(room.pathname.length));
    return { file: asFile(path), href: new URL(url.href.slice(room.href.length), site).href, anchor: url.hash.slice(1) };
  }

  async function download(file) {
    const type = "application/octet-stream";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([await unseal(file)], { type }));
    link.download = file.slice(file.lastIndexOf("/") + 1);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  // An anchor of the page itself is written as one, so that a skip link is still known for one.
  function adaptAnchor(link, hash, anchor) {
    link.setAttribute("href", `#${anchor}`);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      if (location.hash === hash) goTo(decodeURIComponent(anchor));
      else location.hash = hash;
    });
  }

  // Links to what is in the room stay there; what is not is the public site's.
  function adaptLink(link, base) {
    const { file, href, anchor } = pathOf(link.getAttribute("href"), base.url);
    if (!file || !list.has(file)) {
      link.setAttribute("href", href);
      if (file && !isPage(file)) link.setAttribute("download", "");
      return;
    }
    const page = file.replace(/(^|\/)index\.html$/, "$1");
    const hash = `#/${page.split("/").map(encodeURIComponent).join("/")}${anchor ? `?${anchor}` : ""}`;
    if (anchor && file === base.file) return adaptAnchor(link, hash, anchor);
    link.setAttribute("href", hash);
    if (isPage(file)) return;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      download(file).catch(() => say(words.echec));
    });
  }

  async function adaptImage(image, base) {
    const { file, href } = pathOf(image.getAttribute("src"), base.url);
    if (!file || !list.has(file)) {
      image.setAttribute("src", href);
      return;
    }
    image.removeAttribute("src");
    const type = TYPES[file.slice(file.lastIndexOf(".") + 1).toLowerCase()];
    const address = URL.createObjectURL(new Blob([await unseal(file)], { type }));
    blobs.push(address);
    image.setAttribute("src", address);
  }

  // Scripts of the site's own are started for the new page; a parsed document never runs its own.
  function startScripts(page, base) {
    for (const { src, type } of [...page.querySelectorAll("script[src]")].map((script) => ({
      src: pathOf(script.getAttribute("src"), base.url).href,
      type: script.type,
    }))) {
      const script = document.createElement("script");
      script.src = src;
      script.type = type;
      document.body.append(script);
    }
  }

  // ---- Pages

  let shown; // path of the page that is shown
  let wanted = 0; // number of the last page asked for

  function say(text) {
    const status = document.querySelector(".salle-barre [role=status]");
    if (status) status.textContent = text;
  }

  function close() {
    history.replaceState(null, "", location.href.split("#")[0]);
    location.reload();
  }

  function addBar() {
    const bar = barTemplate.content.cloneNode(true);
    bar.querySelector("button").addEventListener("click", close);
    (document.querySelector("body > header") ?? document.body).prepend(bar);
  }

  // Where reading goes on: at the anchor, else at the title.
  function goTo(anchor) {
    const target = (anchor && document.getElementById(anchor)) || document.querySelector("h1");
    if (!anchor) scrollTo({ top: 0, behavior: "instant" });
    if (!target) return;
    const details = target.closest("details");
    if (details) details.open = true;
    if (target.tabIndex < 0) target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: !anchor });
    if (anchor) target.scrollIntoView();
  }

  async function replacePage(file, number) {
    const page = new DOMParser().parseFromString(await unsealText(file), "text/html");
    if (number !== wanted) return false;
    const base = { file, url: new URL(file, room) };
    for (const address of blobs.splice(0)) URL.revokeObjectURL(address);
    for (const link of page.body.querySelectorAll("a[href]")) adaptLink(link, base);
    const images = [...page.body.querySelectorAll("img[src]")];
    for (const image of images) adaptImage(image, base).catch(() => say(words.echec));
    document.title = page.title;
    document.body.className = page.body.className;
    document.body.replaceChildren(...page.body.childNodes);
    addBar();
    startScripts(page, base);
    shown = file;
    return true;
  }

  function route() {
    const [, path = "", anchor = ""] = /^#\/([^?]*)\??(.*)$/.exec(location.hash) ?? [];
    try {
      return { file: asFile(decodeURIComponent(path)), anchor: decodeURIComponent(anchor) };
    } catch {
      return { file: "index.html", anchor: "" };
    }
  }

  async function show() {
    const { file, anchor } = route();
    const number = ++wanted;
    const known = list.has(file) && isPage(file);
    const target = known ? file : "index.html";
    try {
      if (target !== shown && !(await replacePage(target, number))) return;
      goTo(anchor);
      say(known ? "" : words.absente);
    } catch {
      say(words.echec);
    }
  }

  // ---- The door

  function refuse(text) {
    message.textContent = text;
    input.setAttribute("aria-invalid", "true");
    input.focus();
    input.select();
  }

  async function open(phrase) {
    const entry = JSON.parse(new TextDecoder().decode(await load("entree", ".json")));
    const key = await contentKey(phrase, entry);
    if (!key) return refuse(words.faux);
    await takeKeys(key);
    list = new Set((await unsealText("/")).split("\n"));
    addEventListener("hashchange", show);
    return show();
  }

  let opening = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (opening) return;
    opening = true;
    input.removeAttribute("aria-invalid");
    message.textContent = words.ouverture;
    try {
      await open(input.value.trim().normalize("NFC"));
    } catch {
      refuse(words.echec);
    }
    opening = false;
  });

  document.getElementById("salle-montrer").addEventListener("change", ({ target }) => {
    input.type = target.checked ? "text" : "password";
  });

  document.getElementById("salle-besoins").hidden = true;
  form.hidden = false;
})();
