import { up } from "../../cli/up";
import { pulumi } from "../../platform/stack/pulumi";
import { answerKubectl, kubeSystem } from "../support/kubectl";
import { RECORDED_UID, useRemoteEnvironment } from "../support/remoteEnvironment";

jest.mock("../../platform/stack/pulumi", () => ({
  ...jest.requireActual<object>("../../platform/stack/pulumi"),
  pulumi: jest.fn(),
}));
jest.mock("../../platform/tools/resolve", () => ({
  pluginsInUse: () => [],
  resolveTools: (names: readonly string[]) =>
    Promise.resolve(Object.fromEntries(names.map((name) => [name, { version: "1.0.0" }]))),
}));
jest.mock("../../cli/reporting/makeReport", () => ({ makeReport: jest.fn() }));

useRemoteEnvironment();

beforeEach(() => {
  jest.mocked(pulumi).mockReset().mockResolvedValue("{}");
  answerKubectl({ stdout: kubeSystem(RECORDED_UID) });
});

test("tells the next commands of the environment that is up, not of the local one", async () => {
  const printed: string[] = [];
  const write = jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });

  await up({ env: "staging" }, { yes: true });
  write.mockRestore();

  expect(printed.join("")).toContain(
    'eval "$(./tare --env staging env)" && pulumi preview -s staging    or    make down ENV=staging\n',
  );
});

test("names the preview of the same environment, where there is no terminal to ask at", async () => {
  const isTTY = process.stdin.isTTY;
  process.stdin.isTTY = false;

  const refused = up({ env: "staging" }, {}).finally(() => (process.stdin.isTTY = isTTY));

  await expect(refused).rejects.toThrow("look at './tare --env staging preview'");
});
