// A web server as plain as a host's, of one folder below one path.
import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".pdf": "application/pdf",
  ".csv": "text/csv; charset=utf-8",
  ".ics": "text/calendar; charset=utf-8",
  ".atom": "application/atom+xml",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
};

function fileOf(root, path) {
  const file = join(root, normalize(`/${path}`));
  try {
    return statSync(file).isDirectory() && path.match(/(^|\/)$/) ? join(file, "index.html") : file;
  } catch {
    return undefined;
  }
}

function answer(root, prefix, request, response) {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  const file = path.startsWith(prefix) ? fileOf(root, path.slice(prefix.length)) : undefined;
  try {
    const bytes = readFileSync(file);
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    response.end(bytes);
  } catch {
    response.writeHead(404, { "content-type": TYPES[".html"] });
    response.end(path.startsWith(prefix) ? readFileSync(join(root, "404.html")) : "");
  }
}

// Serves `root` below `prefix` ("/", "/some/path/"). Resolves to {address, close()}.
export function serve(root, prefix) {
  const server = createServer((request, response) => answer(root, prefix, request, response));
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () =>
      resolve({
        address: `http://127.0.0.1:${server.address().port}${prefix}`,
        close: () => {
          server.closeAllConnections?.();
          server.close();
        },
      }),
    );
  });
}
