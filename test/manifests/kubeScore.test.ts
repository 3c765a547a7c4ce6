import { PROGRAMS, render, type Rendered } from "./environments";
import { exempts, EXEMPTIONS } from "./exemptions";
import { type Finding, kubeScore } from "./kubeScore";
import { called, type Manifest } from "./render";

// Every program is run here, one after the other.
jest.setTimeout(60_000);

let rendered: Rendered;
let found: Readonly<Record<string, readonly Finding[]>>;

beforeAll(async () => {
  rendered = await render(...PROGRAMS);
  const entries = Object.entries(rendered).map(
    async ([name, manifests]) => [name, await kubeScore(manifests)] as const,
  );
  found = Object.fromEntries(await Promise.all(entries));
});

test.each(PROGRAMS)("kube-score finds nothing in %s", (name) => {
  const findings = found[name].filter((one) => !EXEMPTIONS.some((known) => exempts(known, one)));

  expect(findings).toEqual([]);
});

test("at most five exemptions are needed, each with its reason", () => {
  expect(EXEMPTIONS.length).toBeLessThanOrEqual(5);
  for (const { reason } of EXEMPTIONS) expect(reason).toMatch(/^[A-Z].{40,}\.$/);
});

test("every exemption still exempts something", () => {
  const all = Object.values(found).flat();
  const idle = EXEMPTIONS.filter((known) => !all.some((one) => exempts(known, one)));

  expect(idle).toEqual([]);
});

test("a root file system that can be written is found", async () => {
  const wrong = rendered.composed.map((manifest) =>
    called(manifest) === "Deployment.shop.shop" ? writable(manifest) : manifest,
  );

  const checks = (await kubeScore(wrong)).map(({ check, object }) => `${check} ${object}`);

  expect(checks).toContain(
    "container-security-context-readonlyrootfilesystem Deployment shop/shop",
  );
});

function writable(manifest: Manifest): Manifest {
  const text = JSON.stringify(manifest).replace(
    '"readOnlyRootFilesystem":true',
    '"readOnlyRootFilesystem":false',
  );
  return JSON.parse(text) as Manifest;
}
