import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  dockerfile,
  dockerignore,
  LIBRARIES,
  RUST_IMAGES,
  workspaceMembers,
} from "../../../components/images/rustDockerfiles";

const services = join(__dirname, "../../../services");
const read = (path: string): string => readFileSync(join(services, path), "utf8");
const members = workspaceMembers(read("Cargo.toml"));

test("every member of the workspace but the libraries has an image", () => {
  const folders = RUST_IMAGES.map(({ folder }) => folder).sort();

  expect([...LIBRARIES, ...folders].sort()).toEqual([...members].sort());
});

test.each(RUST_IMAGES.map((image) => [image.folder, image] as const))(
  "%s has the Dockerfile that `npm run generate` writes",
  (folder, image) => {
    expect(read(`${folder}/Dockerfile`)).toBe(dockerfile(image, members));
    expect(read(`${folder}/Dockerfile.dockerignore`)).toBe(dockerignore(image, members));
  },
);
