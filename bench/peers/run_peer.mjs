// Decides the cases of a JSONL file with the JavaScript simulator, and says how long a decision takes.
// Usage: node run_peer.mjs CASES.jsonl [ANSWERS.jsonl]
//   ANSWERS.jsonl: what `orgsim evaluate --cases CASES.jsonl` wrote; differences are counted.
import { readFileSync } from "node:fs";
import { runUnsafeSimulation } from "@cloud-copilot/iam-simulate";

const lines = (path) =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line));

const named = (policies) =>
  (policies ?? []).map((policy, index) => ({ name: `policy-${index}`, policy }));

const levels = (input) =>
  (input ?? []).map(({ level, policies }) => ({
    orgIdentifier: level,
    policies: named(policies),
  }));

const contextOf = ({ context, context_multivalued: multivalued = [] }) => {
  const many = new Set(multivalued.map((key) => key.toLowerCase()));
  return Object.fromEntries(
    Object.entries(context ?? {}).map(([key, values]) => [
      key,
      many.has(key.toLowerCase()) ? values : values[0],
    ]),
  );
};

const simulationOf = (input) => ({
  request: {
    principal: input.principal,
    action: input.action,
    resource: {
      resource: input.resource,
      accountId: input.resource_account ?? input.principal_account,
    },
    contextVariables: contextOf(input),
  },
  identityPolicies: named(input.identity_policies),
  serviceControlPolicies: input.in_management_account ? [] : levels(input.scps),
  resourceControlPolicies: levels(input.rcps),
  resourcePolicy: [input.resource_policy ?? undefined].flat()[0],
  sessionPolicy: input.session_policies?.[0],
  permissionBoundaryPolicies: input.permission_boundaries
    ? named(input.permission_boundaries)
    : undefined,
  vpcEndpointPolicies: input.endpoint_policies ? named(input.endpoint_policies) : undefined,
});

const [, , casesPath, answersPath] = process.argv;
if (casesPath === undefined) {
  console.error("usage: node run_peer.mjs CASES.jsonl [ANSWERS.jsonl]");
  process.exit(2);
}
const cases = lines(casesPath);
const simulations = cases.map(simulationOf);
const allowed = (simulation) => {
  const result = runUnsafeSimulation(simulation, {});
  return (result.result ?? result) === "Allowed";
};

// The first round compiles the script; the second one is measured.
simulations.slice(0, 200).forEach(allowed);
const start = process.hrtime.bigint();
const decisions = simulations.map(allowed);
const nanoseconds = Number(process.hrtime.bigint() - start) / simulations.length;
console.log(`${simulations.length} decisions, ${nanoseconds.toFixed(0)} ns each`);
console.log(`${decisions.filter(Boolean).length} allowed`);

if (answersPath !== undefined) {
  const answers = lines(answersPath);
  const different = answers.filter(
    ({ decision }, index) => (decision === "allow") !== decisions[index],
  );
  different.slice(0, 10).forEach(({ id, decision }) => console.log(`differs: ${id} ${decision}`));
  console.log(`${different.length} differ`);
}
