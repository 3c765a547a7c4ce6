import { warningsOf } from "../../../platform/stack/pulumi";

const OUTPUT = `Updating (dev):
     pulumi:pulumi:Stack tare-dev running warning: not one of the diagnostics
 +   pulumi:pulumi:Stack tare-dev created 2 warnings

Diagnostics:
  pulumi:pulumi:Stack (tare-dev):
    warning: this cluster runs no network
    warning: this cluster runs no network
  kubernetes:core/v1:Namespace (shop):
    warning: something else

Resources:
    + 3 created
`;

test("gives each warning of the diagnostics once", () => {
  expect(warningsOf(OUTPUT)).toEqual(["this cluster runs no network", "something else"]);
});

test("gives none, where Pulumi had nothing to say", () => {
  expect(warningsOf("Updating (dev):\n\nResources:\n    3 unchanged\n")).toEqual([]);
});
