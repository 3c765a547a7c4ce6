import { podEvent } from "../../../../cli/bench/trials/podEvents";
import { podLine, SERVICE } from "./fakeCluster";

const read = (line: string) => podEvent(line, SERVICE.owners);

test("a line of the watch is the state of a pod, and whose it is", () => {
  expect(read(podLine("ADDED", "a", { ready: false, restarts: 2 }))).toEqual({
    kind: "pod",
    pod: { name: "pod-a", uid: "a", of: "service", ready: false, terminating: false, restarts: 2 },
  });
  expect(read(podLine("MODIFIED", "a", { of: "shop-database", terminating: true }))).toMatchObject({
    pod: { of: "database", ready: true, terminating: true },
  });
});

test("a pod that is deleted is gone", () => {
  expect(read(podLine("DELETED", "a"))).toEqual({ kind: "gone", uid: "a" });
});

test("a pod of nobody, and what is no event, is nothing", () => {
  expect(read(podLine("ADDED", "a", { of: "shop-migrate" }))).toBeUndefined();
  expect(read("E1124 the server was unable to respond")).toBeUndefined();
});

test("a pod without a status is not ready", () => {
  const [type, ...rest] = podLine("ADDED", "a").split(" ");
  const { metadata } = JSON.parse(rest.join(" ")) as { metadata: object };

  expect(read(`${type} ${JSON.stringify({ metadata })}`)).toMatchObject({ pod: { ready: false } });
});
