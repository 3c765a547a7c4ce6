import { Metadata, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { encodeMap, type ValueMap } from "./values";

/** The object exists but is not as asked for: the engine keeps it, with the reasons. */
export class NotReadyError extends Error {
  override readonly name = "NotReadyError";

  constructor(
    message: string,
    readonly details: {
      readonly id: string;
      readonly properties: ValueMap;
      /** What the state keeps as inputs: the old ones where the change did not go through. */
      readonly inputs: ValueMap;
      /** Further lines; the message itself comes first in the state. */
      readonly reasons: readonly string[];
    },
  ) {
    super(message);
  }
}

/** A method that this plugin does not have. */
export class NotImplementedError extends Error {
  override readonly name = "NotImplementedError";
}

export interface GrpcFailure {
  readonly code: status;
  readonly message: string;
  readonly metadata?: Metadata;
}

/** The answer of gRPC to a thrown error. */
export function toGrpcFailure(error: unknown): GrpcFailure {
  if (error instanceof NotReadyError) return notReady(error);
  if (error instanceof NotImplementedError) {
    return { code: status.UNIMPLEMENTED, message: error.message };
  }
  return { code: status.UNKNOWN, message: error instanceof Error ? error.message : String(error) };
}

function notReady(error: NotReadyError): GrpcFailure {
  const { id, properties, inputs, reasons } = error.details;
  const detail = new ErrorResourceInitFailed();
  detail.setId(id);
  detail.setProperties(Struct.fromJavaScript(encodeMap(properties) as never));
  detail.setInputs(Struct.fromJavaScript(encodeMap(inputs) as never));
  detail.setReasonsList([error.message, ...reasons]);
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const grpcStatus = new Status();
  grpcStatus.setCode(status.UNKNOWN);
  grpcStatus.setMessage(error.message);
  grpcStatus.addDetails(any);
  const metadata = new Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(grpcStatus.serializeBinary()));
  return { code: status.UNKNOWN, message: error.message, metadata };
}
