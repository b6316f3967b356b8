// Opens a locked room with other people's cryptography: Node's crypto, which is OpenSSL, and
// WebCrypto. What the files hold is said in src/publish/room.h.
import {
  createDecipheriv, createHmac, pbkdf2Sync, webcrypto,
} from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const MARK = "vitrine-salle 1\0";
const { subtle } = webcrypto;
const mac = (key, text) => createHmac("sha256", key).update(text).digest();

// Decrypts nonce, ciphertext, tag; undefined when the tag is wrong.
export const openssl = {
  name: "OpenSSL",
  derive: (phrase, salt, rounds) => pbkdf2Sync(phrase.normalize("NFC"), salt, rounds, 32, "sha256"),
  async decrypt(key, sealed, associated) {
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12));
    decipher.setAAD(Buffer.from(associated));
    decipher.setAuthTag(sealed.subarray(-16));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
    } catch {
      return undefined;
    }
  },
};

export const web = {
  name: "WebCrypto",
  async derive(phrase, salt, rounds) {
    const material = await subtle.importKey("raw", Buffer.from(phrase), "PBKDF2", false, ["deriveBits"]);
    const algorithm = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
    return Buffer.from(await subtle.deriveBits(algorithm, material, 256));
  },
  async decrypt(key, sealed, associated) {
    const imported = await subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
    const algorithm = { name: "AES-GCM", iv: sealed.subarray(0, 12), additionalData: Buffer.from(associated) };
    const plain = await subtle.decrypt(algorithm, imported, sealed.subarray(12)).catch(() => undefined);
    return plain && Buffer.from(plain);
  },
};

const fromScript = (text) => Buffer.from(/^salle\("[0-9a-z]+", "([A-Za-z0-9+/=]*)"\);\n$/.exec(text)[1], "base64");

// The sealed room of a built site.
export class Room {
  constructor(root) {
    this.folder = join(root, "partenaires");
    this.onDisk = existsSync(join(this.folder, "entree.js"));
    this.entry = JSON.parse(this.read("entree", ".json"));
    this.names = readdirSync(this.folder)
      .filter((name) => !/^(entree\.js(on)?|index\.html)$/.test(name))
      .sort();
  }

  read(name, ending) {
    return this.onDisk
      ? fromScript(readFileSync(join(this.folder, `${name}.js`), "utf8"))
      : readFileSync(join(this.folder, name + ending));
  }

  sealed(name) {
    return this.read(name.replace(/\..*/, ""), ".bin");
  }

  // The wraps that a passphrase opens: the content key each gives.
  async contentKeys(phrase, library = openssl) {
    const { sel, tours, cles } = this.entry;
    const key = await library.derive(phrase, Buffer.from(sel, "base64"), tours);
    const found = await Promise.all(
      cles.map((wrap) => library.decrypt(key, Buffer.from(wrap, "base64"), `${MARK}cle`)),
    );
    return found.filter(Boolean);
  }

  nameOf(content, id) {
    return mac(mac(content, "nommer"), id).subarray(0, 16).toString("hex");
  }

  // The padded text of an id; undefined when the key does not open it.
  async padded(content, id, library = openssl) {
    const name = this.nameOf(content, id);
    const ending = this.onDisk ? ".js" : ".bin";
    if (!this.names.includes(name + ending)) return undefined;
    return library.decrypt(mac(content, "chiffrer"), this.read(name, ".bin"), MARK + id);
  }

  async unseal(content, id, library = openssl) {
    const padded = await this.padded(content, id, library);
    return padded?.subarray(4, 4 + padded.readUInt32BE(0));
  }

  // Map of path in the partners' site to bytes: all of the room.
  async open(phrase, library = openssl) {
    const [content] = await this.contentKeys(phrase, library);
    if (!content) return undefined;
    const list = (await this.unseal(content, "/", library)).toString().split("\n").filter(Boolean);
    const files = new Map();
    for (const path of list) files.set(path, await this.unseal(content, path, library));
    return files;
  }
}
