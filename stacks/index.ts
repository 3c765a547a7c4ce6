import type { StackName } from "../components/config/schema";
import type { CaseStudy } from "./caseStudy";
import { ecommerce } from "./ecommerce";
import { frameworks } from "./frameworks";

export const CASE_STUDIES: Readonly<Record<StackName, CaseStudy>> = {
  frameworks,
  ecommerce,
};
