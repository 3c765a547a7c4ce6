import {
  CheckFailure,
  CheckRequest,
  CheckResponse,
  type CreateRequest,
  CreateResponse,
  type DeleteRequest,
  type DiffRequest,
  DiffResponse,
  PropertyDiff as WirePropertyDiff,
  type ReadRequest,
  ReadResponse,
  type UpdateRequest,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { ResourceLog } from "./engineLog";
import type {
  AutonamingMode,
  CheckCall,
  DiffKind,
  DiffResult,
  Provider,
  ResourceCall,
} from "./provider";
import { fromStruct, toStruct } from "./struct";

/** The calls about one resource: messages in, messages out, the work in `provider`. */
export function resourceHandlers(
  provider: Provider,
  log: (urn: string) => ResourceLog,
  signal: AbortSignal,
) {
  const base = (request: AnyRequest): ResourceCall => {
    const urn = request.getUrn();
    return { urn, type: typeOf(urn), name: nameOf(urn), log: log(urn), signal };
  };
  return {
    check: (request: CheckRequest) => check(provider, base(request), request),
    diff: async (request: DiffRequest) =>
      diffResponse(
        await provider.diff({
          ...base(request),
          id: request.getId(),
          olds: fromStruct(request.getOlds()),
          oldInputs: fromStruct(request.getOldInputs()),
          news: fromStruct(request.getNews()),
        }),
      ),
    create: async (request: CreateRequest) => {
      const { id, properties } = await provider.create({
        ...base(request),
        inputs: fromStruct(request.getProperties()),
        preview: request.getPreview(),
        timeout: request.getTimeout(),
      });
      return new CreateResponse().setId(id).setProperties(toStruct(properties));
    },
    read: (request: ReadRequest) => read(provider, base(request), request),
    update: async (request: UpdateRequest) => {
      const properties = await provider.update({
        ...base(request),
        id: request.getId(),
        olds: fromStruct(request.getOlds()),
        oldInputs: fromStruct(request.getOldInputs()),
        inputs: fromStruct(request.getNews()),
        preview: request.getPreview(),
        timeout: request.getTimeout(),
      });
      return new UpdateResponse().setProperties(toStruct(properties));
    },
    delete: async (request: DeleteRequest) => {
      const olds = fromStruct(request.getProperties());
      const timeout = request.getTimeout();
      await provider.delete({ ...base(request), id: request.getId(), olds, timeout });
      return new Empty();
    },
  };
}

interface AnyRequest {
  getUrn(): string;
}

async function check(provider: Provider, base: ResourceCall, request: CheckRequest) {
  const news = fromStruct(request.getNews());
  const result = await provider.check({
    ...base,
    olds: fromStruct(request.getOlds()),
    news,
    randomSeed: request.getRandomseed_asU8(),
    autonaming: autonamingOf(request),
  });
  const failures = (result.failures ?? []).map(({ property, reason }) =>
    new CheckFailure().setProperty(property).setReason(reason),
  );
  // What comes back as it went in, and most does, need not be written anew.
  const inputs = result.inputs === news ? request.getNews() : toStruct(result.inputs);
  return new CheckResponse().setInputs(inputs).setFailuresList(failures);
}

async function read(provider: Provider, base: ResourceCall, request: ReadRequest) {
  const found = await provider.read({
    ...base,
    id: request.getId(),
    olds: fromStruct(request.getProperties()),
    inputs: fromStruct(request.getInputs()),
  });
  if (found === undefined) return new ReadResponse();
  return new ReadResponse()
    .setId(found.id)
    .setProperties(toStruct(found.properties))
    .setInputs(toStruct(found.inputs));
}

function autonamingOf(request: CheckRequest): CheckCall["autonaming"] {
  const options = request.getAutonaming();
  if (options === undefined) return undefined;
  const { ENFORCE, DISABLE } = CheckRequest.AutonamingOptions.Mode;
  const mode = options.getMode();
  const name: AutonamingMode =
    mode === ENFORCE ? "enforce" : mode === DISABLE ? "disable" : "propose";
  return { proposedName: options.getProposedName(), mode: name };
}

function diffResponse({ detailed, deleteBeforeReplace, quietWhenSame }: DiffResult): DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
  const response = new DiffResponse();
  response.setChanges(detailed.size === 0 ? DIFF_NONE : DIFF_SOME);
  response.setHasdetaileddiff(!(quietWhenSame === true && detailed.size === 0));
  const replaces: string[] = [];
  for (const [path, { kind, replace = false, inputDiff = false }] of detailed) {
    const difference = new WirePropertyDiff();
    difference.setKind(wireKind(kind, replace));
    difference.setInputdiff(inputDiff);
    response.getDetaileddiffMap().set(path, difference);
    if (replace) replaces.push(path);
  }
  response.setReplacesList(replaces);
  response.setDeletebeforereplace(replaces.length > 0 && deleteBeforeReplace === true);
  return response;
}

function wireKind(kind: DiffKind, replace: boolean) {
  const { Kind } = WirePropertyDiff;
  if (kind === "add") return replace ? Kind.ADD_REPLACE : Kind.ADD;
  if (kind === "delete") return replace ? Kind.DELETE_REPLACE : Kind.DELETE;
  return replace ? Kind.UPDATE_REPLACE : Kind.UPDATE;
}

/** `urn:pulumi:stack::project::parent$type::name`: the type without its parents. */
function typeOf(urn: string): string {
  return (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";
}

/** The logical name may hold `::` itself. */
function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
