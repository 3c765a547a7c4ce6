import { type ChildProcess, spawn } from "node:child_process";
import { credentials, Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

export type Bag = Record<string, unknown>;

export interface Diff {
  readonly changes: "unknown" | "none" | "some";
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
  /** Path to kind, as in `UPDATE_REPLACE`. */
  readonly detailed: Readonly<Record<string, string>>;
}

/** A refused call, with what the engine would keep of a half-done one. */
export class CallError extends Error {
  constructor(
    message: string,
    readonly partial?: { id: string; properties: Bag; inputs: Bag; reasons: readonly string[] },
  ) {
    super(message);
  }
}

const LARGE = {
  "grpc.max_receive_message_length": 400 * 1024 * 1024,
  "grpc.max_send_message_length": 400 * 1024 * 1024,
};

/** One running plugin, spoken to as the engine does, and the engine's log for it to write to. */
export class Driver {
  private static readonly running = new Set<Driver>();

  /** Everything the plugin said to the engine: `{text, passing}`. */
  readonly said: { text: string; passing: boolean }[] = [];

  private constructor(
    private readonly child: ChildProcess,
    private readonly client: ResourceProviderClient,
    private readonly engine: Server,
  ) {}

  static async start(program: string, args: string[] = [], env: Bag = {}): Promise<Driver> {
    const engine = new Server();
    const said: { text: string; passing: boolean }[] = [];
    engine.addService(EngineService, {
      log: (call: { request: LogRequest }, answer: (error: null, value: Empty) => void) => {
        said.push({ text: call.request.getMessage(), passing: call.request.getEphemeral() });
        answer(null, new Empty());
      },
    });
    const enginePort = await new Promise<number>((resolve, reject) =>
      engine.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      ),
    );
    const child = spawn(program, [...args, `127.0.0.1:${enginePort}`], {
      env: { ...process.env, ...env } as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const port = await firstLine(child);
    const client = new ResourceProviderClient(
      `127.0.0.1:${port}`,
      credentials.createInsecure(),
      LARGE,
    );
    const driver = new Driver(child, client, engine);
    Object.assign(driver, { said });
    Driver.running.add(driver);
    return driver;
  }

  /** Ends all that this test file has started, also after a failure half-way. */
  static stopAll(): void {
    for (const driver of Driver.running) driver.stop();
  }

  stop(): void {
    Driver.running.delete(this);
    this.client.close();
    this.engine.forceShutdown();
    this.child.kill("SIGKILL");
  }

  async version(): Promise<string> {
    const info = await this.call<{ getVersion(): string }>("getPluginInfo", new Empty());
    return info.getVersion();
  }

  async configure(args: Bag = {}): Promise<Bag> {
    const request = new messages.ConfigureRequest();
    request.setArgs(struct(args)).setAcceptsecrets(true).setAcceptresources(true);
    const answer = await this.call<messages.ConfigureResponse>("configure", request);
    return {
      acceptSecrets: answer.getAcceptsecrets(),
      supportsPreview: answer.getSupportspreview(),
      supportsAutonamingConfiguration: answer.getSupportsAutonamingConfiguration(),
    };
  }

  async diffConfig(olds: Bag, news: Bag): Promise<{ changes: string; diffs: string[] }> {
    const request = new messages.DiffRequest().setOlds(struct(olds)).setNews(struct(news));
    const answer = await this.call<messages.DiffResponse>("diffConfig", request);
    return { changes: changesName(answer.getChanges()), diffs: answer.getDiffsList() };
  }

  async check(urn: string, news: Bag, olds: Bag = {}, seed = "seed"): Promise<Bag> {
    const request = new messages.CheckRequest().setUrn(urn).setOlds(struct(olds));
    request.setNews(struct(news)).setRandomseed(Buffer.from(seed));
    const answer = await this.call<messages.CheckResponse>("check", request);
    const failures = answer.getFailuresList().map((failure) => failure.getReason());
    if (failures.length > 0) throw new CallError(failures.join("\n"));
    return bag(answer.getInputs());
  }

  async diff(urn: string, id: string, oldInputs: Bag, news: Bag, olds: Bag = {}): Promise<Diff> {
    const request = new messages.DiffRequest().setUrn(urn).setId(id).setOlds(struct(olds));
    request.setOldInputs(struct(oldInputs)).setNews(struct(news));
    const answer = await this.call<messages.DiffResponse>("diff", request);
    const detailed: Record<string, string> = {};
    const names = Object.entries(messages.PropertyDiff.Kind);
    for (const [path, change] of answer.getDetaileddiffMap().entries() as Iterable<
      [string, messages.PropertyDiff]
    >) {
      detailed[path] = names.find(([, value]) => value === change.getKind())?.[0] ?? "?";
    }
    return {
      changes: changesName(answer.getChanges()),
      replaces: answer.getReplacesList(),
      deleteBeforeReplace: answer.getDeletebeforereplace(),
      detailed,
    };
  }

  async create(urn: string, inputs: Bag, options: { preview?: boolean; timeout?: number } = {}) {
    const request = new messages.CreateRequest().setUrn(urn).setProperties(struct(inputs));
    request.setPreview(options.preview ?? false).setTimeout(options.timeout ?? 0);
    const answer = await this.call<messages.CreateResponse>("create", request);
    return { id: answer.getId(), properties: bag(answer.getProperties()) };
  }

  async read(urn: string, id: string, properties: Bag = {}, inputs: Bag = {}) {
    const request = new messages.ReadRequest().setUrn(urn).setId(id);
    if (Object.keys(inputs).length > 0) {
      request.setProperties(struct(properties)).setInputs(struct(inputs));
    }
    const answer = await this.call<messages.ReadResponse>("read", request);
    return {
      id: answer.getId(),
      properties: bag(answer.getProperties()),
      inputs: bag(answer.getInputs()),
    };
  }

  async update(
    urn: string,
    id: string,
    states: { olds: Bag; oldInputs: Bag; news: Bag },
    options: { preview?: boolean; timeout?: number } = {},
  ): Promise<Bag> {
    const request = new messages.UpdateRequest().setUrn(urn).setId(id);
    request.setOlds(struct(states.olds)).setOldInputs(struct(states.oldInputs));
    request.setNews(struct(states.news));
    request.setPreview(options.preview ?? false).setTimeout(options.timeout ?? 0);
    return bag((await this.call<messages.UpdateResponse>("update", request)).getProperties());
  }

  async delete(urn: string, id: string, properties: Bag, timeout = 0): Promise<void> {
    const request = new messages.DeleteRequest().setUrn(urn).setId(id).setTimeout(timeout);
    await this.call("delete", request.setProperties(struct(properties)));
  }

  async cancel(): Promise<void> {
    await this.call("cancel", new Empty());
  }

  /** Any method by its name; a refusal is thrown as {@link CallError}. */
  call<Answer>(method: string, request: object): Promise<Answer> {
    type Method = (
      request: object,
      answer: (error: ServiceError | null, value: Answer) => void,
    ) => void;
    const run = (this.client as unknown as Record<string, Method>)[method];
    if (run === undefined) throw new Error(`there is no method ${method}`);
    return new Promise((resolve, reject) =>
      run.call(this.client, request, (error, value) =>
        error === null ? resolve(value) : reject(toCallError(error)),
      ),
    );
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding("utf8").once("data", (text: string) => resolve(text.trim()));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the plugin ended with code ${code}`)));
  });
}

function toCallError(error: ServiceError): CallError {
  const [packed] = error.metadata.get("grpc-status-details-bin");
  if (packed === undefined) return new CallError(error.details);
  const [any] = Status.deserializeBinary(packed as Buffer).getDetailsList();
  if (any === undefined) return new CallError(error.details);
  const detail = messages.ErrorResourceInitFailed.deserializeBinary(any.getValue_asU8());
  return new CallError(error.details, {
    id: detail.getId(),
    properties: bag(detail.getProperties()),
    inputs: bag(detail.getInputs()),
    reasons: detail.getReasonsList(),
  });
}

function changesName(changes: number): Diff["changes"] {
  return changes === 1 ? "none" : changes === 2 ? "some" : "unknown";
}

function struct(value: Bag): Struct {
  return Struct.fromJavaScript(value as never);
}

function bag(value: Struct | undefined): Bag {
  return value?.toJavaScript() ?? {};
}
