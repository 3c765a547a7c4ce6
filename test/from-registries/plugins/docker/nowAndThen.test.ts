import { nowAndThen } from "../../../../from-registries/plugins/docker/nowAndThen";

test("passes on one line a second at most, the first at once", () => {
  jest.useFakeTimers();
  const shown: string[] = [];
  const show = nowAndThen((line) => shown.push(line));

  show("one");
  show("two");
  jest.advanceTimersByTime(999);
  show("three");
  jest.advanceTimersByTime(1);
  show("four");

  expect(shown).toEqual(["one", "four"]);
  jest.useRealTimers();
});
