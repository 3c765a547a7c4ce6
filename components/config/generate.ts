import { mkdirSync, writeFileSync } from "node:fs";
import { documentation, projectFile } from "./document";

mkdirSync("docs", { recursive: true });
writeFileSync("Pulumi.yaml", projectFile());
writeFileSync("docs/configuration.md", documentation());
