import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type {
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** One resource as the engine was asked to register it. */
export interface Recorded {
  readonly type: string;
  readonly name: string;
  /** `type::name` of the parent; empty for the stack's own children. */
  readonly parent: string;
  /** `type::name` of an explicit provider; empty where Pulumi would take a default one. */
  readonly provider: string;
  /** `type::name` of all that it waits for. */
  readonly dependsOn: readonly string[];
  /** `type::name` of those among them from whose outputs its inputs are made. */
  readonly madeFrom: readonly string[];
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Whether its deletion is refused. */
  readonly protect: boolean;
  /** Whether it stays in the cluster when it is deleted. */
  readonly retainOnDelete: boolean;
  /** Properties whose changes are left alone. */
  readonly ignoreChanges: readonly string[];
  /** What a component gave to registerOutputs. */
  outputs?: Readonly<Record<string, unknown>>;
}

export interface RecorderOptions {
  /** `tare:...` keys as Pulumi hands them over. @default - none */
  readonly config?: Readonly<Record<string, string>>;
  /** @default false */
  readonly preview?: boolean;
  /** UID of every Kubernetes object; a preview has none. @default "uid" */
  readonly uid?: string;
}

const PASSWORD = "random:index/randomPassword:RandomPassword";

type Answer<Response> = (error: unknown, response: Response) => void;

/**
 * Stands in for the engine and its plugins: records every resource and answers with made-up but
 * fixed outputs. Throws on a call of a plugin's function, for the program makes none.
 * To be awaited before the code under test is imported.
 */
export class Recorder {
  readonly resources: Recorded[] = [];

  static async start({
    config = {},
    preview = false,
    uid = "uid",
  }: RecorderOptions = {}): Promise<Recorder> {
    const recorder = new Recorder();
    const mocks: pulumi.runtime.Mocks = {
      newResource: ({ name, type, inputs }) => ({
        id: `${name}-id`,
        state:
          type === PASSWORD
            ? { ...(inputs as object), result: `drawn for ${name}` }
            : outputsOf(type, inputs as Record<string, unknown>, { preview, uid }),
      }),
      call: ({ token }) => {
        throw new Error(`unexpected call of ${token}`);
      },
    };
    await pulumi.runtime.setMocks(mocks, "tare", "test", preview);
    const monitor = new RecordingMonitor(mocks, recorder.resources);
    pulumi.runtime.setMockOptions(monitor, "tare", "test", preview);
    pulumi.runtime.setAllConfig({ ...config });
    return recorder;
  }

  /** Waits until nothing is left to register. Every assertion comes after it. */
  async settle(): Promise<void> {
    const limit = Error.stackTraceLimit;
    // Pulumi takes a stack for every promise of every resource, and nobody reads it.
    Error.stackTraceLimit = 0;
    try {
      await pulumi.runtime.disconnect();
    } finally {
      Error.stackTraceLimit = limit;
    }
  }

  ofType(type: string): Recorded[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The only resource of that type and name. */
  only(type: string, name: string): Recorded {
    const found = this.ofType(type).filter((resource) => resource.name === name);
    if (found.length !== 1) throw new Error(`${found.length} resources are ${type} ${name}`);
    return found[0];
  }
}

class RecordingMonitor extends MockMonitor {
  constructor(
    mocks: pulumi.runtime.Mocks,
    private readonly recorded: Recorded[],
  ) {
    super(mocks);
  }

  override registerResource(
    request: RegisterResourceRequest,
    answer: Answer<unknown>,
  ): Promise<void> {
    this.recorded.push({
      type: request.getType(),
      name: request.getName(),
      parent: shortUrn(request.getParent()),
      provider: shortUrn(request.getProvider()),
      dependsOn: request.getDependenciesList().map(shortUrn),
      madeFrom: propertyDependencies(request).map(shortUrn),
      inputs: plain(request.getObject()),
      protect: request.getProtect() ?? false,
      retainOnDelete: request.getRetainondelete() ?? false,
      ignoreChanges: request.getIgnorechangesList(),
    });
    return super.registerResource(request, answer);
  }

  override registerResourceOutputs(
    request: RegisterResourceOutputsRequest,
    answer: Answer<unknown>,
  ): void {
    const key = shortUrn(request.getUrn());
    const component = this.recorded.find(({ type, name }) => `${type}::${name}` === key);
    if (component) component.outputs = plain(request.getOutputs());
    super.registerResourceOutputs(request, answer);
  }
}

function propertyDependencies(request: RegisterResourceRequest): string[] {
  const urns: string[] = [];
  request.getPropertydependenciesMap().forEach((property) => urns.push(...property.getUrnsList()));
  return urns;
}

function plain(properties: Struct | undefined): Recorded["inputs"] {
  if (properties === undefined) return {};
  return pulumi.runtime.deserializeProperties(properties);
}

/** Of `urn:pulumi:stack::project::parent$type::name`, with or without `::id`: `type::name`. */
function shortUrn(urn: string): string {
  const [, , types = "", name = ""] = urn.split("::");
  return urn === "" ? "" : `${types.slice(types.lastIndexOf("$") + 1)}::${name}`;
}

/** An image has a digest once it is built, and an object of Kubernetes a UID; the rest are inputs. */
function outputsOf(
  type: string,
  inputs: Record<string, unknown>,
  { preview, uid }: { readonly preview: boolean; readonly uid: string },
): Record<string, unknown> {
  if (preview) return inputs;
  if (type.startsWith("kubernetes:")) {
    return { ...inputs, metadata: { ...(inputs.metadata as object | undefined), uid } };
  }
  if (type !== "docker:index/image:Image") return inputs;
  const imageName = String(inputs.imageName);
  const repository = imageName.slice(0, imageName.lastIndexOf(":"));
  const digest = createHash("sha256").update(imageName).digest("hex");
  return { ...inputs, repoDigest: `${repository}@sha256:${digest}` };
}
