/** What `pulumi stack export` gives, as far as it is changed here. */
export interface ExportedStack {
  readonly deployment: {
    readonly resources?: readonly ExportedResource[];
    readonly pending_operations?: readonly PendingOperation[];
    readonly [key: string]: unknown;
  };
  readonly [key: string]: unknown;
}

interface ExportedResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  /** It was replaced, and is still to be deleted. */
  readonly delete?: boolean;
  readonly inputs?: {
    readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown };
  };
  readonly [key: string]: unknown;
}

interface PendingOperation {
  readonly type: string;
  readonly resource: ExportedResource;
}

/**
 * The state with every interrupted creation settled, or `undefined` where there is none. The state
 * does not know whether the object was made before the update was killed. A Kubernetes object is
 * entered under the id that its name gives it, and the refresh that follows drops it again if it is
 * not there; the object that it was to replace is left for that update to delete. Any other creation is forgotten: an image is pushed again, a random value is drawn
 * again. (`pulumi refresh --import-pending-creates` marks such objects, but does not read them.)
 */
export function settleCreations(stack: ExportedStack): ExportedStack | undefined {
  const { resources = [], pending_operations: pending = [], ...rest } = stack.deployment;
  const creations = pending.filter(({ type }) => type === "creating");
  if (creations.length === 0) return undefined;
  const live = new Map(
    resources.flatMap((one) => (one.delete === true ? [] : [[one.urn, one.id]])),
  );
  const adopted = creations.flatMap(({ resource }) => {
    const id = kubernetesId(resource);
    if (id === undefined || live.get(resource.urn) === id) return [];
    return [{ ...resource, id, outputs: resource.inputs }];
  });
  const others = pending.filter(({ type }) => type !== "creating");
  return {
    ...stack,
    deployment: {
      ...rest,
      resources: entered(resources, adopted),
      ...(others.length === 0 ? {} : { pending_operations: others }),
    },
  };
}

/**
 * A resource that replaces another one takes its place, and the other one goes to the end: Pulumi wants
 * what a resource depends on before it, and of two with one URN the one to be deleted last.
 */
function entered(
  resources: readonly ExportedResource[],
  adopted: readonly ExportedResource[],
): ExportedResource[] {
  const fresh = new Map(adopted.map((one) => [one.urn, one]));
  const replaced: ExportedResource[] = [];
  const placed = resources.map((one) => {
    const successor = one.delete === true ? undefined : fresh.get(one.urn);
    if (successor === undefined) return one;
    fresh.delete(one.urn);
    replaced.push({ ...one, delete: true });
    return successor;
  });
  return [...placed, ...fresh.values(), ...replaced];
}

function kubernetesId({ type, inputs }: ExportedResource): string | undefined {
  const { name, namespace } = inputs?.metadata ?? {};
  if (!type.startsWith("kubernetes:") || typeof name !== "string") return undefined;
  return typeof namespace === "string" ? `${namespace}/${name}` : name;
}
