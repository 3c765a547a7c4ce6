import * as z from "zod/mini";
import { HOST_ADDRESS, IPV4_RANGE } from "./address";
import { choice, fieldDocs, integer, MAP, text } from "./fields";
import { postgresReference } from "./imageReference";

const kind = {
  meaning:
    "Who runs the shop's database: `own` is a single pod of services/postgres, `cloudNativePg` the " +
    "operator of that name, which has to be there in the namespace cnpg-system, `external` somebody else. A stack that names no database means `own`.",
  allowed: "one of own, cloudNativePg, external",
};

const onDelete = z._default(
  choice(
    "What becomes of the volume of `own` when it is deleted; `retain` refuses the deletion itself and that of the namespace too, of `cloudNativePg` as well. Once unprotected the namespace stays.",
    ["delete", "retain"],
  ),
  "delete",
);

const secret = (role: string, rights: string) =>
  z._default(
    text(
      `Of \`external\`: the Secret in the namespace ecommerce with the \`password\` of the role \`${role}\`, which changes ${rights}. The first update waits for it.`,
      /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/,
      "the name of a Secret",
    ),
    `shop-database-${role}`,
  );

const own = z.strictObject({ kind: z.literal("own").register(fieldDocs, kind), onDelete }, MAP);

const cloudNativePg = z.strictObject(
  {
    kind: z.literal("cloudNativePg").register(fieldDocs, kind),
    onDelete,
    image: postgresReference("Of `cloudNativePg`: its image of PostgreSQL 17."),
    instances: z._default(
      integer("Of `cloudNativePg`: one that writes and the rest that stand by.", {
        min: 1,
        max: 9,
      }),
      3,
    ),
  },
  MAP,
);

const external = z.strictObject(
  {
    kind: z.literal("external").register(fieldDocs, kind),
    onDelete,
    host: text(
      "Of `external`: where it is. It has the database `shop` and both roles, and lets them in by SCRAM with channel binding.",
      HOST_ADDRESS,
      "a host name or an IPv4 address",
    ),
    port: z._default(integer("Of `external`: its port.", { min: 1, max: 65_535 }), 5432),
    cidr: text(
      "Of `external`: the range of its addresses, to which the network policies are opened.",
      IPV4_RANGE,
      "a range like 10.1.0.0/16",
    ),
    ownerSecret: secret("owner", "tables"),
    appSecret: secret("app", "rows"),
  },
  MAP,
);

/** What a stack that says nothing about its database means. */
export const DEFAULT_DATABASE = { kind: "own" } as const;

export const database = z.discriminatedUnion("kind", [own, cloudNativePg, external], {
  error: (issue) => (issue.code === "invalid_union" ? kind.allowed : MAP),
});
