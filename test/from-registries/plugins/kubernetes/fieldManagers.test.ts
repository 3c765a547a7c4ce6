import { takeOver } from "../../../../from-registries/plugins/kubernetes/fieldManagers";
import type { JsonObject } from "../../../../from-registries/plugins/protocol/values";

const OWN = "pulumi-kubernetes-12345678";
const entry = (
  manager: string,
  operation: string,
  fieldsV1: JsonObject,
  more: JsonObject = {},
) => ({
  ...{ apiVersion: "v1", fieldsType: "FieldsV1", manager, operation, fieldsV1 },
  ...more,
});
const object = (...managedFields: JsonObject[]): JsonObject => ({ metadata: { managedFields } });
const A = { "f:data": { "f:a": {} } };
const B = { "f:data": { "f:b": {} } };

describe("takeOver", () => {
  test("makes the creation's fields the object's own manager's", () => {
    const fields = takeOver(object(entry("pulumi-kubernetes", "Update", A)), OWN);

    expect(fields).toEqual([entry(OWN, "Apply", A)]);
  });

  test("adds hand edits to what is owned already, and leaves all others", () => {
    const other = entry("other", "Apply", {});
    const status = entry("kubectl", "Update", {}, { subresource: "status" });
    const live = object(entry(OWN, "Apply", A), other, entry("kubectl-edit", "Update", B), status);

    expect(takeOver(live, OWN)).toEqual([
      other,
      status,
      entry(OWN, "Apply", { "f:data": { "f:a": {}, "f:b": {} } }),
    ]);
  });

  test("has nothing to do when nobody's fields are to be taken", () => {
    const live = object(entry(OWN, "Apply", A), entry("kube-controller-manager", "Update", B));

    expect(takeOver(live, OWN)).toBeUndefined();
  });

  test("leaves what another stack has applied", () => {
    const live = object(entry("pulumi-kubernetes-87654321", "Apply", A));

    expect(takeOver(live, OWN)).toBeUndefined();
  });
});
