import { type OpenApi, strictSchemas } from "../manifests/schemas/strictSchemas";
import { vendored } from "../manifests/schemas/vendored";
import { kubectl } from "./support/cluster";

test("the vendored schemas are what the API server says of itself", async () => {
  const live = strictSchemas(JSON.parse(await kubectl("get", "--raw", "/openapi/v2")) as OpenApi);

  const { kinds, definitions } = vendored("kubernetes");
  expect(live).toEqual({ kinds, definitions });
});
