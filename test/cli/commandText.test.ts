import { makeText, tareText } from "../../cli/commandText";

test("a hint names the environment, unless it is the one that a command means without a name", () => {
  expect([tareText("dev", "preview"), makeText("dev", "down")]).toEqual([
    "./tare preview",
    "make down",
  ]);
  expect([tareText("prod", "preview"), makeText("prod", "down")]).toEqual([
    "./tare --env prod preview",
    "make down ENV=prod",
  ]);
});
