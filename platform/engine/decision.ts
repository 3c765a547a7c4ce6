/** What decides how a container engine is come by; gathered without changing anything. */
export interface EngineFacts {
  /** `denied`: an engine is there, but this user may not talk to it. */
  readonly answer: "yes" | "denied" | "no";
  /** DOCKER_HOST, or the client's context where it is not the default one. */
  readonly elsewhere?: string;
  readonly linux: boolean;
  readonly root: boolean;
  /** Debian, Ubuntu or a descendant, with root: packages can be installed. */
  readonly canInstall: boolean;
  readonly daemonInstalled: boolean;
}

export type EngineDecision =
  | { readonly kind: "use" | "start" | "install" }
  | { readonly kind: "impossible"; readonly what: string; readonly way: string };

/** Uses the engine that answers, else starts the one that is installed, else installs one. */
export function decideEngine(facts: EngineFacts): EngineDecision {
  if (facts.answer === "yes") return { kind: "use" };
  if (facts.elsewhere !== undefined) {
    return impossible(
      `the container engine at '${facts.elsewhere}' does not answer`,
      "start it, or unset DOCKER_HOST and 'docker context use default'",
    );
  }
  if (facts.answer === "denied") {
    return impossible(
      "this user may not talk to the container engine",
      "'sudo usermod -aG docker $USER' and log in again, or run as root",
    );
  }
  if (!facts.linux) {
    return impossible("no container engine answers", "start Docker Desktop, Colima or the like");
  }
  if (facts.daemonInstalled && facts.root) return { kind: "start" };
  if (facts.daemonInstalled) {
    return impossible("the container engine is stopped", "'sudo systemctl start docker'");
  }
  if (facts.canInstall) return { kind: "install" };
  return impossible(
    "no container engine answers",
    "install Docker (https://docs.docker.com/engine/install/) and start it; " +
      "as root on Debian or Ubuntu this is done for you",
  );
}

function impossible(what: string, way: string): EngineDecision {
  return { kind: "impossible", what, way };
}
