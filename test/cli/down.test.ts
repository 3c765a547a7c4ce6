import { down } from "../../cli/down";
import { CommandError } from "../../platform/exec";
import { pulumi } from "../../platform/stack/pulumi";
import { answerKubectl, kubeSystem } from "../support/kubectl";
import { RECORDED_UID, useRemoteEnvironment } from "../support/remoteEnvironment";

jest.mock("../../platform/stack/pulumi", () => ({
  ...jest.requireActual<object>("../../platform/stack/pulumi"),
  pulumi: jest.fn(),
}));
jest.mock("../../platform/tools/resolve", () => ({
  resolveTools: (names: readonly string[]) =>
    Promise.resolve(Object.fromEntries(names.map((name) => [name, { version: "1.0.0" }]))),
}));

useRemoteEnvironment();

const started = jest.mocked(pulumi);
const destroyed = (): boolean => started.mock.calls.some(([[verb]]) => verb === "destroy");
const takeDown = (): Promise<void> => down({ env: "prod" }, { yes: true });

/** What Pulumi exports: one resource. */
const stateWith = (protect: boolean): string =>
  JSON.stringify({ deployment: { resources: [{ urn: "urn:data", type: "a:b:C", protect }] } });

beforeEach(() => {
  started.mockReset();
  answerKubectl({ stdout: kubeSystem(RECORDED_UID) });
});

test("destroys nothing of an environment that has a protected resource, and names it", async () => {
  started.mockResolvedValue(stateWith(true));

  await expect(takeDown()).rejects.toThrow("pulumi state unprotect --stack prod 'urn:data'");

  expect(destroyed()).toBe(false);
});

test("destroys the stack of the recorded cluster, where nothing is protected", async () => {
  started.mockResolvedValue(stateWith(false));

  await takeDown();

  const [[exporting], [destroying]] = started.mock.calls;
  expect(exporting).toEqual(["stack", "export", "--stack", "prod"]);
  expect(destroying).toEqual(["destroy", "--stack", "prod", "--yes", "--skip-preview"]);
});

test("leaves it to Pulumi to say that there is no such stack", async () => {
  const none = new CommandError("pulumi", 255, "", "error: no stack named 'prod' found\n");
  started.mockRejectedValue(none);

  await expect(takeDown()).rejects.toThrow("no stack named 'prod' found");

  expect(destroyed()).toBe(true);
});

test("destroys nothing, when the state cannot be read", async () => {
  started.mockRejectedValue(new CommandError("pulumi", 255, "", "error: not logged in\n"));

  await expect(takeDown()).rejects.toThrow("the stack's state could not be read");

  expect(destroyed()).toBe(false);
});
