import {
  Server,
  ServerCredentials,
  type sendUnaryData,
  type ServerUnaryCall,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { configHandlers } from "./configHandlers";
import { openEngineLog } from "./engineLog";
import { NotImplementedError, toGrpcFailure } from "./failures";
import type { Provider } from "./provider";
import { resourceHandlers } from "./resourceHandlers";

const MAX_MESSAGE = 400 * 1024 * 1024;

/** A handler that answers by returning or throwing, not by callback. */
export type Handler<Request, Response> = (request: Request) => Promise<Response> | Response;

/**
 * Serves one plugin as the engine expects: prints the port on standard output, takes the engine's
 * address as its argument, and ends when the engine is gone.
 */
export function servePlugin(provider: Provider): void {
  const cancelled = new AbortController();
  const log = openEngineLog(process.argv.slice(2).find((argument) => !argument.startsWith("-")));
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE,
    "grpc.max_send_message_length": MAX_MESSAGE,
  });
  const handlers = {
    ...configHandlers(provider, cancelled.signal),
    ...resourceHandlers(provider, log, cancelled.signal),
    cancel: () => {
      cancelled.abort();
      return new Empty();
    },
    getPluginInfo: () => new PluginInfo().setVersion(provider.version),
    attach: () => new Empty(),
    invoke: notImplemented("functions (get...)"),
    call: notImplemented("methods of resources"),
    construct: notImplemented("component resources"),
    getSchema: notImplemented("a schema"),
  };
  const methods: UntypedServiceImplementation = {};
  for (const [name, handler] of Object.entries(handlers)) {
    methods[name] = unary(handler as Handler<unknown, unknown>);
  }
  server.addService(ResourceProviderService, methods);
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    process.stdout.write(`${port}\n`);
  });
  endWithParent();
}

function unary<Request, Response>(handler: Handler<Request, Response>) {
  return (call: ServerUnaryCall<Request, Response>, answer: sendUnaryData<Response>): void => {
    Promise.resolve()
      .then(() => handler(call.request))
      .then(
        (response) => answer(null, response),
        (error: unknown) => answer(toGrpcFailure(error)),
      );
  };
}

function notImplemented(what: string): () => never {
  return () => {
    throw new NotImplementedError(
      `this stand-in plugin has no ${what}: install the official plugin to use them`,
    );
  };
}

/** A killed engine closes nothing: without this the plugin would stay for ever. */
function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
  }, 1_000).unref();
  // The engine starts plugins in a group of their own, so this is never the user's Ctrl-C (that
  // comes as Cancel): it is the engine saying that it is done.
  process.on("SIGINT", () => process.exit(0));
}
