import * as z from "zod/mini";
import { MAP, text } from "./fields";
import { reference } from "./imageReference";
import { IMAGES } from "./images";

const SETTING = "named like ENV_NAME, and neither PORT nor TARE_..., which the project sets";
const CONTESTANT =
  "named by 1 to 30 lower-case letters, digits and dashes, and not as an image of the project";

/** Names of the project's own images, of the yardstick when it is compared with itself, and of pods. */
const RESERVED: readonly string[] = [...IMAGES, "reference-again", "exclusive-core"];

const FOLDER = /^(?!\s)[^\0]{1,4096}(?<!\s)$/;

/** A server that the project does not contain. */
const ownServer = z
  .strictObject(
    {
      image: z.optional(
        reference(
          "A server of your own: its image, made elsewhere. It runs as user 65532, on a root file system that cannot be written.",
        ),
      ),
      context: z.optional(
        text(
          "A server of your own: the folder to build its image from, instead of `image`; at most 500 MB without what its .dockerignore names.",
          FOLDER,
          "the path of a folder, from the folder of Pulumi.yaml if it is not absolute",
        ),
      ),
      dockerfile: z.optional(
        text(
          "Its Dockerfile, if that is not the `Dockerfile` of the context.",
          FOLDER,
          "the path of a file, from the folder of Pulumi.yaml if it is not absolute",
        ),
      ),
      settings: z._default(
        z.record(
          z.string().check(z.regex(/^(?!PORT$|TARE_)[A-Z][A-Z0-9_]{0,62}$/, SETTING)),
          text(
            "Variables of its environment besides PORT; those of the contract, such as WORKERS, hold where it is measured.",
            /^[^\0]{0,1024}$/,
            "a text",
          ),
          MAP,
        ),
        {},
      ),
    },
    MAP,
  )
  .check(
    z.refine((one) => (one.image === undefined) !== (one.context === undefined), {
      path: ["image"],
      error: "given where there is no context, and nowhere else",
    }),
    z.refine((one) => one.dockerfile === undefined || one.context !== undefined, {
      path: ["dockerfile"],
      error: "left out where there is no context",
    }),
  );

/** Each becomes the name of a Deployment and, with 15 characters more, of a Job. */
export const contestants = z.record(
  z.string().check(
    z.regex(/^[a-z](?:[a-z0-9-]{0,28}[a-z0-9])?$/, CONTESTANT),
    z.refine((name) => !RESERVED.includes(name), CONTESTANT),
  ),
  ownServer,
  MAP,
);

export type Contestants = z.infer<typeof contestants>;
export type Contestant = Contestants[string];
