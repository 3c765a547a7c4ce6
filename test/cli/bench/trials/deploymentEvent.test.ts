import { deploymentEvent } from "../../../../cli/bench/trials/deploymentEvent";
import { deploymentLine } from "./fakeCluster";

describe("a line of the watch of Deployments", () => {
  test("tells how many pods one is to have", () => {
    expect(deploymentEvent(deploymentLine(3), "shop")).toEqual({ kind: "replicas", wanted: 3 });
  });

  test.each([
    ["it is about another", deploymentLine(3, "payments")],
    ["the Deployment is gone", deploymentLine(3).replace("MODIFIED", "DELETED")],
    ["it is no change", "BOOKMARK {}"],
  ])("tells nothing when %s", (_, line) => {
    expect(deploymentEvent(line, "shop")).toBeUndefined();
  });
});
