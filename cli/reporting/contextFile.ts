import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { UserError } from "../../platform/errors";

const amount = z.number().nonnegative().optional();
// It becomes the name of a file.
const job = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/);

const contextSchema = z.object({
  /** Raised whenever a field changes its meaning or goes away. */
  schema: z.literal("tare-context/1"),
  /** ISO 8601: when the logs were fetched. */
  createdAt: z.string(),
  environment: z.string(),
  kubernetes: z.string().optional(),
  commit: z.string().optional(),
  plugins: z.array(z.object({ name: z.string(), version: z.string(), standIn: z.boolean() })),
  /** By reference. */
  images: z.record(z.string(), z.object({ compressed: amount, unpacked: amount })),
  measurements: z.array(
    z.object({
      experiment: z.string(),
      subject: z.string(),
      kind: z.literal("pods").optional(),
      namespace: z.string(),
      job,
      images: z.record(z.string(), z.string()),
      /** Why there is no log, as a sentence. */
      missing: z.string().optional(),
    }),
  ),
});

/** All that a report needs besides the raw logs, kept so that it can be rendered without a cluster. */
export type ReportContext = z.infer<typeof contextSchema>;

export function writeContext(file: string, context: ReportContext): void {
  writeFileSync(file, `${JSON.stringify(context, undefined, 2)}\n`);
}

/** Throws {@link UserError} when there is none, or one of another version. */
export function readContext(file: string): ReportContext {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new UserError(`there is no ${file}`, "run './tare report' while the cluster is up");
  }
  const parsed = contextSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(
    `${file} cannot be read`,
    "run './tare report' while the cluster is up",
    `${issue?.path.join(".")}: ${issue?.message}`,
  );
}

/** `undefined` for what is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
