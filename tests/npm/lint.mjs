// Holds the BPMN files given as arguments against bpmnlint's recommended rules, and prints as JSON what each breaks:
// file -> ["rule id message"].
import fs from "node:fs";
import { BpmnModdle } from "bpmn-moddle";
import Linter from "bpmnlint/lib/linter.js";
import NodeResolver from "bpmnlint/lib/resolver/node-resolver.js";

const broken = {};
for (const file of process.argv.slice(2)) {
  const { rootElement } = await new BpmnModdle().fromXML(fs.readFileSync(file, "utf8"));
  // A linter for each file: its rules remember what they have seen.
  const linter = new Linter({ config: { extends: "bpmnlint:recommended" }, resolver: new NodeResolver() });
  const reports = await linter.lint(rootElement);
  broken[file] = Object.entries(reports).flatMap(([rule, found]) => found.map((one) => `${rule} ${one.id}: ${one.message}`));
}
console.log(JSON.stringify(broken, null, 1));
