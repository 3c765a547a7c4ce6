import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dockerfile, dockerignore, RUST_IMAGES, workspaceMembers } from "./rustDockerfiles";

const members = workspaceMembers(readFileSync("services/Cargo.toml", "utf8"));

for (const image of RUST_IMAGES) {
  const path = join("services", image.folder, "Dockerfile");
  writeFileSync(path, dockerfile(image, members));
  writeFileSync(`${path}.dockerignore`, dockerignore(image, members));
}
