// Plain JavaScript, because it runs before there is anything to run TypeScript with: exits with 0
// when node_modules holds what package-lock.json asks for, with 1 when `npm ci` is needed.
const { readFileSync } = require("node:fs");

const read = (file) => JSON.parse(readFileSync(file, "utf8")).packages;

try {
  const wanted = read("package-lock.json");
  const installed = read("node_modules/.package-lock.json");
  const missing = Object.entries(wanted).some(
    ([path, { version, optional, link }]) =>
      path !== "" && !link && !optional && installed[path]?.version !== version,
  );
  process.exit(missing ? 1 : 0);
} catch {
  process.exit(1);
}
