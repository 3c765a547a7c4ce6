import type { ValueMap } from "../protocol/values";
import { UnreachableError } from "./apiErrors";
import { ApiClient } from "./client";
import { connect } from "./kubeconfig";
import { annotationOf } from "./names";
import type { Settings } from "./settings";

const DEFAULT_SECONDS = 600;

/** The configured cluster, connected to at its first use. */
export class Cluster {
  private opened?: Promise<ApiClient>;

  constructor(
    readonly settings: Settings,
    /** The provider's own arguments are known only at `up`. */
    private readonly unknownUntilUp: boolean,
  ) {}

  /** Throws {@link UnreachableError} where the configuration leads nowhere. */
  client(): Promise<ApiClient> {
    if (this.unknownUntilUp) throw new UnreachableError("its kubeconfig is not known yet");
    this.opened ??= connect(this.settings.kubeconfig, this.settings.context).then(
      (connection) => new ApiClient(connection),
    );
    return this.opened;
  }

  /** `customTimeouts` first, then the annotation, then ten minutes. */
  waitMilliseconds(inputs: ValueMap, customSeconds: number): number {
    const annotated = Number(annotationOf(inputs, "pulumi.com/timeoutSeconds"));
    const seconds = customSeconds > 0 ? customSeconds : annotated > 0 ? annotated : DEFAULT_SECONDS;
    return seconds * 1_000;
  }

  skipsWait(inputs: ValueMap): boolean {
    return this.settings.skipAwait || annotationOf(inputs, "pulumi.com/skipAwait") === "true";
  }
}
