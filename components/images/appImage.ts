import { Image } from "@pulumi/docker/image";
import * as pulumi from "@pulumi/pulumi";
import { type Build, contentTag } from "./contentTag";

/** Where an image comes from. */
export type ImageSource =
  /** Built from a folder and pushed to the registry of the environment. */
  | { readonly kind: "build"; readonly build: Build; readonly registry: string }
  /** Made elsewhere: `registry/name@sha256:...`. */
  | { readonly kind: "reference"; readonly reference: string };

export interface AppImageArgs {
  readonly source: ImageSource;
  /** Pinned digest of each base image by name. @default - none */
  readonly bases?: Readonly<Record<string, string>>;
}

/**
 * A container image, used by digest whether it was built here or elsewhere: a rebuild that gives
 * the same image restarts nothing, and a moved tag cannot change what runs.
 */
export class AppImage extends pulumi.ComponentResource {
  /** `registry/name@sha256:...`; unknown in the preview of a changed build. */
  readonly reference: pulumi.Output<string>;

  constructor(name: string, args: AppImageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tare:index:AppImage", name, {}, opts);

    const { source, bases = {} } = args;
    this.reference =
      source.kind === "build"
        ? createImage(this, name, source, bases).repoDigest
        : pulumi.output(checkedReference(this, source.reference));

    this.registerOutputs({ reference: this.reference });
  }
}

/** Throws a ResourceError where a tag, or nothing, stands in place of the digest. */
function checkedReference(image: AppImage, reference: string): string {
  if (/^\S+\/\S+@sha256:[0-9a-f]{64}$/.test(reference)) return reference;
  throw new pulumi.ResourceError(
    `'reference' (${reference}) must be registry/name@sha256:... with 64 hex digits`,
    image,
  );
}

function createImage(
  parent: AppImage,
  name: string,
  { build, registry }: Extract<ImageSource, { kind: "build" }>,
  bases: Readonly<Record<string, string>>,
): Image {
  const tag = contentTag(build, bases);
  const { context, dockerfile, args } = build;
  return new Image(
    name,
    {
      imageName: `${registry}/tare/${name}:${tag}`,
      build: { context, dockerfile, ...(args && { args: { ...args } }) },
    },
    { parent },
  );
}
