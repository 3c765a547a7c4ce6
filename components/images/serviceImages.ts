import { join } from "node:path";
import type { Contestant } from "../config/contestants";
import type { ImageName } from "../config/images";
import type { Config } from "../config/parse";
import { AppImage, type ImageSource } from "./appImage";
import type { Build } from "./contentTag";

/**
 * How each folder of services/ is built. One context serves them all, because the Rust ones are
 * one workspace; the ignore file beside each Dockerfile keeps the sources of the others out.
 */
const BUILDS: Readonly<Record<ImageName, Build>> = {
  hyperlane: { context: "services", dockerfile: "services/frameworks/hyperlane/Dockerfile" },
  tokio: { context: "services", dockerfile: "services/frameworks/tokio/Dockerfile" },
  rocket: { context: "services", dockerfile: "services/frameworks/rocket/Dockerfile" },
  "rust-std": { context: "services", dockerfile: "services/frameworks/rust-std/Dockerfile" },
  "node-std": { context: "services", dockerfile: "services/frameworks/node-std/Dockerfile" },
  reference: { context: "services", dockerfile: "services/frameworks/reference/Dockerfile" },
  loadgen: { context: "services", dockerfile: "services/loadgen/Dockerfile" },
  nodeprobe: { context: "services", dockerfile: "services/nodeprobe/Dockerfile" },
  shop: { context: "services", dockerfile: "services/shop/Dockerfile" },
  postgres: { context: "services", dockerfile: "services/postgres/Dockerfile" },
};

/**
 * The images of services/, each made when it is first asked for: what no case study needs is not
 * built. An image that the configuration gives by digest is not built either.
 */
export class ServiceImages {
  private readonly made = new Map<ImageName, AppImage>();
  private readonly owned: AppImage[] = [];

  /** @param bases Pinned digest of each base image by the name that Dockerfiles use. */
  constructor(
    private readonly settings: Pick<Config, "images" | "registry">,
    private readonly bases: Readonly<Record<string, string>>,
  ) {}

  get(name: ImageName): AppImage {
    const known = this.made.get(name);
    if (known !== undefined) return known;
    const image = new AppImage(name, { source: this.source(name), bases: this.bases });
    this.made.set(name, image);
    return image;
  }

  /** The image of a server that the project does not contain. */
  own(name: string, contestant: Contestant): AppImage {
    const image = new AppImage(name, { source: this.ownSource(contestant), bases: this.bases });
    this.owned.push(image);
    return image;
  }

  /** Those asked for until now. */
  all(): readonly AppImage[] {
    return [...this.made.values(), ...this.owned];
  }

  private source(name: ImageName): ImageSource {
    const reference = this.settings.images[name];
    if (reference !== undefined) return { kind: "reference", reference };
    return { kind: "build", build: BUILDS[name], registry: this.settings.registry };
  }
  private ownSource({ image, context = ".", dockerfile }: Contestant): ImageSource {
    if (image !== undefined) return { kind: "reference", reference: image };
    const build = { context, dockerfile: dockerfile ?? join(context, "Dockerfile") };
    return { kind: "build", build, registry: this.settings.registry };
  }
}
