import { readFileSync } from "node:fs";

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}
interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const read = <T>(path: string): T => JSON.parse(readFileSync(path, "utf8")) as T;

test("the image is built of the packages that the types and the tests have seen", () => {
  const { dependencies, devDependencies } = read<Manifest>("services/shop/package.json");
  const image = read<Lock>("services/shop/package-lock.json").packages;
  const ours = read<Lock>("package-lock.json").packages;

  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    const places = [image, ours].map((packages) => packages[`node_modules/${name}`]?.version);
    expect([name, ...places]).toEqual([name, version, version]);
  }
});
