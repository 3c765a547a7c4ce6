import * as pulumi from "@pulumi/pulumi";
import { thrownBy } from "./thrownBy";

/** The error that an action throws. Throws itself, where Pulumi would print more than its message. */
export function runErrorThrownBy(action: () => unknown): Error {
  const error = thrownBy(action);
  const isRunError: boolean = pulumi.RunError.isInstance(error);
  if (!isRunError) throw new Error("not a RunError", { cause: error });
  return error;
}
