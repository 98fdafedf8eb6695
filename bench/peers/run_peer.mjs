// Decides the cases of a JSONL file with the JavaScript simulator, and says how much processor time a
// decision takes.
// Usage: node run_peer.mjs CASES.jsonl [ANSWERS.jsonl]
//   ANSWERS.jsonl: what `orgsim evaluate --cases CASES.jsonl` wrote; differences are counted.
import { readFileSync } from "node:fs";
import { createValidatedPolicy } from "@cloud-copilot/iam-policy";
import { runSimulation } from "@cloud-copilot/iam-simulate";

const lines = (path) =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line));

// Our cases are valid, and a policy that many cases have is handed over once.
const documents = new Map();
const validated = (policy) => {
  const text = JSON.stringify(policy);
  if (!documents.has(text)) {
    documents.set(text, createValidatedPolicy(policy, () => []));
  }
  return documents.get(text);
};

const named = (policies) =>
  (policies ?? []).map((policy, index) => ({ name: `policy-${index}`, policy: validated(policy) }));

const one = (policies) => {
  const [policy] = [policies ?? []].flat();
  return policy === undefined ? undefined : validated(policy);
};

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
  resourcePolicy: one(input.resource_policy),
  sessionPolicy: one(input.session_policies),
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
let refused = 0;
const allowed = async (simulation) => {
  const result = await runSimulation(simulation, {});
  refused += result.resultType === "error" ? 1 : 0;
  return result.overallResult === "Allowed";
};

// The first round compiles the script; the second one is measured.
for (const simulation of simulations.slice(0, 500)) {
  await allowed(simulation);
}
refused = 0;
const decisions = [];
// Time of the processor, not of the clock: other programs on the machine do not count.
const start = process.cpuUsage();
for (const simulation of simulations) {
  decisions.push(await allowed(simulation));
}
const { user, system } = process.cpuUsage(start);
const nanoseconds = ((user + system) * 1000) / simulations.length;
console.log(`${simulations.length} decisions, ${nanoseconds.toFixed(0)} ns each`);
console.log(`${decisions.filter(Boolean).length} allowed, ${refused} refused as input`);

if (answersPath !== undefined) {
  const answers = lines(answersPath);
  const different = answers.filter(
    ({ decision }, index) => (decision === "allow") !== decisions[index],
  );
  different.slice(0, 10).forEach(({ id, decision }) => console.log(`differs: ${id} ${decision}`));
  console.log(`${different.length} differ`);
}
