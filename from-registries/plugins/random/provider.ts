import official from "@pulumi/random/package.json";
import type {
  CheckCall,
  CheckResult,
  ConfigDiff,
  CreateCall,
  DiffCall,
  DiffResult,
  PropertyDiff,
  Provider,
  ReadCall,
  ReadResult,
  UpdateCall,
} from "../protocol/provider";
import { structuralDiff } from "../protocol/structuralDiff";
import { hasUnknown, keepSecrets, revealMap, unknown, type ValueMap } from "../protocol/values";
import { GENERATORS } from "./generators";

/** The stand-in for pulumi-resource-random. What is drawn stays in the state and never changes. */
export class RandomProvider implements Provider {
  readonly acceptSecrets = false;
  readonly version = `${official.version}+tare`;

  diffConfig(): ConfigDiff {
    return { changed: [], answers: false };
  }

  configure(): void {
    // There is nothing to configure.
  }

  check(call: CheckCall): CheckResult {
    if (call.type in GENERATORS) return { inputs: call.news };
    const reason =
      `the stand-in for the random plugin does not know ${call.type}. It knows ` +
      `${Object.keys(GENERATORS).join(", ")}. Use one of these, or install the official plugin: ` +
      "pulumi plugin install resource random";
    return { inputs: call.news, failures: [{ property: "", reason }] };
  }

  /** Any change of the inputs, `keepers` among them, draws anew. */
  diff(call: DiffCall): DiffResult {
    const generator = generatorOf(call.type);
    const olds = revealMap(call.oldInputs);
    const news = revealMap(call.news);
    const changes = structuralDiff(
      { ...generator.defaults(olds), ...olds },
      { ...generator.defaults(news), ...news },
    );
    const detailed = new Map<string, PropertyDiff>();
    for (const [path, change] of changes) detailed.set(path, { ...change, replace: true });
    return { detailed, quietWhenSame: true };
  }

  create(call: CreateCall): { id: string; properties: ValueMap } {
    const generator = generatorOf(call.type);
    const inputs = revealMap(call.inputs);
    const given = { ...(hasUnknown(inputs) ? {} : generator.defaults(inputs)), ...call.inputs };
    if (call.preview) {
      const open = Object.fromEntries(generator.results.map((name) => [name, unknown]));
      return { id: "", properties: { ...given, ...open } };
    }
    const { id, outputs } = generator.draw(inputs);
    const properties = keepSecrets({ ...given, ...outputs }, call.inputs) as ValueMap;
    return { id, properties };
  }

  read(call: ReadCall): ReadResult {
    if (Object.keys(call.olds).length > 0) {
      return { id: call.id, properties: call.olds, inputs: call.inputs };
    }
    throw new Error("the stand-in for the random plugin cannot import: create the value instead");
  }

  update(call: UpdateCall): ValueMap {
    return call.olds;
  }

  delete(): void {
    // Nothing but the state holds the value.
  }
}

function generatorOf(type: string) {
  const generator = GENERATORS[type];
  if (generator === undefined) throw new Error(`unknown resource type ${type}`);
  return generator;
}
