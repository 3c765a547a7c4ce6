import fc from "fast-check";
import { decideEngine, type EngineFacts } from "../../../platform/engine/decision";
import { seeded } from "../../support/property";

const bare: EngineFacts = {
  answer: "no",
  linux: true,
  root: true,
  canInstall: true,
  daemonInstalled: false,
};

describe("decideEngine", () => {
  it("installs an engine, when there is none and packages can be installed", () => {
    expect(decideEngine(bare)).toEqual({ kind: "install" });
  });

  it("starts the engine, when it is installed and this is root", () => {
    expect(decideEngine({ ...bare, daemonInstalled: true })).toEqual({ kind: "start" });
  });

  it.each<[string, Partial<EngineFacts>, RegExp]>([
    ["the user may not talk to the engine", { answer: "denied" }, /usermod -aG docker/],
    ["DOCKER_HOST names an engine that is down", { elsewhere: "tcp://x:1" }, /unset DOCKER_HOST/],
    ["this is not Linux", { linux: false }, /Docker Desktop/],
    ["the engine is stopped and this is not root", { daemonInstalled: true, root: false }, /sudo/],
    ["packages cannot be installed", { canInstall: false }, /docs\.docker\.com/],
  ])("says what to do, when %s", (_, more, way) => {
    const decision = decideEngine({ ...bare, ...more });

    expect(decision).toEqual({
      kind: "impossible",
      what: expect.any(String) as string,
      way: expect.stringMatching(way) as string,
    });
  });

  it("changes nothing on the machine, whenever an engine answers or another one is chosen", () => {
    const facts = fc.record({
      answer: fc.constantFrom("yes", "denied", "no"),
      elsewhere: fc.option(fc.constant("tcp://elsewhere"), { nil: undefined }),
      linux: fc.boolean(),
      root: fc.boolean(),
      canInstall: fc.boolean(),
      daemonInstalled: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, ({ elsewhere, ...rest }) => {
        const given = elsewhere === undefined ? rest : { ...rest, elsewhere };
        const { kind } = decideEngine(given);
        if (rest.answer === "yes") expect(kind).toBe("use");
        else if (elsewhere !== undefined || rest.answer === "denied" || !rest.linux) {
          expect(kind).toBe("impossible");
        } else if (kind === "start") expect(rest.root && rest.daemonInstalled).toBe(true);
        else if (kind === "install") expect(rest.canInstall).toBe(true);
      }),
      seeded(500),
    );
  });
});
