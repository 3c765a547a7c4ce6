import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

export interface ResourceLog {
  /** Replaces the text beside the resource in the live display; not kept. */
  status(text: string): void;
  info(text: string): void;
  warn(text: string): void;
}

const MAX_MESSAGE = 400 * 1024 * 1024;

/** Opens the engine's log; without an address (a test, a shell) the lines go nowhere. */
export function openEngineLog(address: string | undefined): (urn: string) => ResourceLog {
  const client =
    address === undefined
      ? undefined
      : new EngineClient(address, credentials.createInsecure(), {
          "grpc.max_send_message_length": MAX_MESSAGE,
        });
  const send = (urn: string, severity: LogRequestSeverity, text: string, passing = false): void => {
    const request = new LogRequest();
    request.setUrn(urn);
    request.setSeverity(severity);
    request.setMessage(text);
    request.setEphemeral(passing);
    client?.log(request, () => undefined); // A log line must never fail a deployment.
  };
  return (urn) => ({
    status: (text) => send(urn, LogSeverity.INFO, text, true),
    info: (text) => send(urn, LogSeverity.INFO, text),
    warn: (text) => send(urn, LogSeverity.WARNING, text),
  });
}

type LogRequestSeverity = Parameters<LogRequest["setSeverity"]>[0];
