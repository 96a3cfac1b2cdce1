// Reads the BPMN files given as arguments the way bpmn.io does, and prints what it understood as JSON:
// for each file its warnings and, for each id, type, name and the ids it refers to.
import fs from "node:fs";
import { BpmnModdle } from "bpmn-moddle";

const ids = (list) => (list ?? []).map((element) => element.id);

function collect(element, found) {
  if (element.id) {
    found[element.id] = {
      type: element.$type,
      name: element.name,
      nodes: ids(element.flowNodeRef),
      incoming: ids(element.incoming),
      outgoing: ids(element.outgoing),
      source: element.sourceRef?.id,
      target: element.targetRef?.id,
      shows: element.bpmnElement?.id,
    };
  }
  const { rootElements, diagrams, participants, laneSets, lanes, childLaneSet, flowElements, plane, planeElement } = element;
  const inner = [rootElements, diagrams, participants, laneSets, lanes, childLaneSet, flowElements, plane, planeElement];
  inner.flat().filter(Boolean).forEach((child) => collect(child, found));
  return found;
}

const read = {};
for (const file of process.argv.slice(2)) {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(fs.readFileSync(file, "utf8"));
  read[file] = { warnings: warnings.map((warning) => warning.message), elements: collect(rootElement, {}) };
}
console.log(JSON.stringify(read));
