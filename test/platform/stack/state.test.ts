import { UserError } from "../../../platform/errors";
import { clustersOf, refuseProtected } from "../../../platform/stack/state";
import { thrownBy } from "../../support/thrownBy";

const urn = (name: string): string => `urn:pulumi:prod::tare::tare:index:Postgres$a:b:C::${name}`;
const one = (name: string, protect?: boolean) => ({ urn: urn(name), type: "a:b:C", protect });
const state = (...resources: object[]) => ({ deployment: { resources } }) as never;

test("names every protected resource, with the command that a shell takes as it stands", () => {
  const refuse = (): void =>
    refuseProtected("prod", state(one("data", true), one("web"), one("password", true)));

  const error = thrownBy(refuse) as UserError;

  expect(error.what).toBe(
    "stack 'prod' has protected resources, so it is not destroyed; nothing was deleted",
  );
  expect(error.way.split("\n").slice(1)).toEqual([
    'eval "$(./tare --env prod env)"',
    `pulumi state unprotect --stack prod '${urn("data")}'`,
    `pulumi state unprotect --stack prod '${urn("password")}'`,
  ]);
});

test("lets a stack go that has nothing protected, has nothing, or is not there", () => {
  for (const there of [state(one("web"), one("data", false)), { deployment: null }, undefined]) {
    expect(() => refuseProtected("prod", there)).not.toThrow();
  }
});

test("gives the clusters of the Kubernetes providers, and leaves out what is not plain text", () => {
  const cluster = { context: "c", kubeconfig: "/k", clusterIdentifier: "u" };
  const provider = (inputs: object) => ({ type: "pulumi:providers:kubernetes", urn: "", inputs });
  const others = [
    { ...provider(cluster), type: "pulumi:providers:random" },
    provider({ ...cluster, kubeconfig: { ciphertext: "x" } }),
    { ...provider({}), inputs: undefined },
  ];

  expect(clustersOf(state(...others, provider(cluster)))).toEqual([
    { context: "c", kubeconfig: "/k", uid: "u" },
  ]);
});
