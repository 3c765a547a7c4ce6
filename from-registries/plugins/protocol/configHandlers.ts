import {
  type CheckRequest,
  CheckResponse,
  type ConfigureRequest,
  ConfigureResponse,
  type DiffRequest,
  DiffResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Provider } from "./provider";
import { fromStruct } from "./struct";

/** The calls about the provider itself. */
export function configHandlers(provider: Provider, signal: AbortSignal) {
  return {
    checkConfig: (request: CheckRequest) => new CheckResponse().setInputs(request.getNews()),
    diffConfig: async (request: DiffRequest) => {
      const { changed, answers } = await provider.diffConfig(
        fromStruct(request.getOlds()),
        fromStruct(request.getNews()),
      );
      const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
      if (changed.length > 0) {
        return new DiffResponse().setChanges(DIFF_SOME).setDiffsList([...changed].sort());
      }
      return answers ? new DiffResponse().setChanges(DIFF_NONE) : new DiffResponse();
    },
    configure: async (request: ConfigureRequest) => {
      await provider.configure(fromStruct(request.getArgs()), signal);
      return new ConfigureResponse()
        .setAcceptsecrets(provider.acceptSecrets)
        .setSupportspreview(true)
        .setSupportsAutonamingConfiguration(true);
    },
  };
}
