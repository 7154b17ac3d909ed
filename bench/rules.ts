import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";

import { collectScan, openWorkplace } from "../src/changes/git.ts";
import { readResources } from "../src/formats/read.ts";
import { compilePolicies } from "../src/policy/compile-policies.ts";
import { loadPolicies } from "../src/policy/load-policies.ts";
import { inputs, openReviewTools, reviewOf, type ReviewTools } from "../src/review.ts";
import { makeDirectory } from "../test/support/repository.ts";
import { blocks } from "./inputs.ts";
import { peer } from "./peers.ts";
import { measure, type Measured } from "./processes.ts";
import { median } from "./statistics.ts";

/** One figure of a long-lived process, milliseconds. */
export interface WarmFigure {
  readonly name: string;
  readonly milliseconds: number;
}

const resources = 2000;
const rules = 100;

/** 2,000 resources in one process: evaluated, under the pack, under 100 rules; OPA's server with the same rules and input. */
export async function benchWarm(runs: number): Promise<ReadonlyArray<WarmFigure>> {
  const tree = makeDirectory({ "main.tf": blocks(resources) });
  const policies = makeDirectory(Object.fromEntries(Array.from({ length: rules }, (_, at) => ruleFile(at))));
  const tools = openReviewTools(new Date(0), null);
  try {
    const changeSet = await collectScan(await openWorkplace(tree.root));
    const request = reviewOf(() => Promise.resolve(changeSet), new Date(0));
    const read = async (): Promise<unknown> => (await inputs(request, tools)).inputs[0];
    const scope = { under: ".", projects: [], engines: tools.engines };
    const evaluate = (): Promise<unknown> => readResources(changeSet, scope);
    const first = await timedOnce(evaluate);
    const input = new TextEncoder().encode(JSON.stringify(await read()));
    return [
      { name: `${resources} resources evaluated, the first call of a process`, milliseconds: first },
      { name: `${resources} resources evaluated`, milliseconds: await timed(runs, evaluate) },
      { name: `${resources} resources evaluated and priced`, milliseconds: await timed(runs, read) },
      { name: `the whole pack on ${resources} resources`, milliseconds: await ask(runs, tools, input, null) },
      { name: `${rules} rules on ${resources} resources`, milliseconds: await ask(runs, tools, input, policies.root) },
      ...(await askServer(runs, input, policies.root)),
    ];
  } finally {
    await tools.close();
    tree.remove();
    policies.remove();
  }
}

/** The same rules and input as whole processes: OPA and Conftest, where they are there. */
export async function benchPeersCold(runs: number): Promise<ReadonlyArray<Measured>> {
  const tree = makeDirectory({ "main.tf": blocks(resources) });
  const policies = makeDirectory(Object.fromEntries(Array.from({ length: rules }, (_, at) => ruleFile(at))));
  const tools = openReviewTools(new Date(0), null);
  const changeSet = await collectScan(await openWorkplace(tree.root));
  const read = await inputs(
    reviewOf(() => Promise.resolve(changeSet), new Date(0)),
    tools,
  );
  await tools.close();
  const document = makeDirectory({ "input.json": JSON.stringify(read.inputs[0]) });
  const [opa, conftest] = [peer("opa"), peer("conftest")];
  const file = join(document.root, "input.json");
  const name = `${rules} rules on ${resources} resources`;
  const evaluate = ["eval", "--data", policies.root, "--input", file, "data.bench"];
  const test = ["test", "--policy", policies.root, "--all-namespaces", file];
  try {
    return measure(
      [
        ...(opa === null ? [] : [{ name: `opa eval: ${name}`, args: [opa, ...evaluate], codes: [0] }]),
        ...(conftest === null ? [] : [{ name: `conftest test: ${name}`, args: [conftest, ...test], codes: [0, 1] }]),
      ].map((command) => ({ ...command, directory: document.root })),
      runs,
    );
  } finally {
    for (const { remove } of [tree, policies, document]) remove();
  }
}

async function ask(runs: number, tools: ReviewTools, input: Uint8Array, folder: string | null): Promise<number> {
  const sources = await loadPolicies({
    pack: folder === null,
    repository: null,
    disk: folder === null ? [] : [folder],
  });
  const { modules, problems } = await compilePolicies(sources, { engines: tools.engines, cacheDirectory: null });
  const [module] = modules;
  if (module === undefined || problems.length > 0)
    throw new Error(`the rules do not compile: ${JSON.stringify(problems)}`);
  const asked = {
    module,
    rules: module.policies.flatMap((policy) => policy.rules),
    inputs: [input],
    clock: new Date(0),
  };
  return timed(runs, () => tools.runner.ask(asked));
}

/** OPA's own server is the long-lived process that it has. */
async function askServer(runs: number, input: Uint8Array, folder: string): Promise<ReadonlyArray<WarmFigure>> {
  const opa = peer("opa");
  if (opa === null) return [];
  const address = "127.0.0.1:28181";
  const server = spawn(opa, ["run", "--server", "--addr", address, folder], { stdio: "ignore" });
  try {
    const body = `{"input":${new TextDecoder().decode(input)}}`;
    const query = async (): Promise<unknown> => {
      const response = await fetch(`http://${address}/v1/data/bench`, { method: "POST", body });
      return response.json();
    };
    await untilUp(query, server);
    return [
      { name: `opa run --server: ${rules} rules on ${resources} resources`, milliseconds: await timed(runs, query) },
    ];
  } finally {
    server.kill();
  }
}

async function untilUp(query: () => Promise<unknown>, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100 && server.exitCode === null; attempt += 1) {
    const isUp = await query().then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("opa run --server does not answer");
}

async function timed(runs: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs + 2; run += 1) {
    const time = await timedOnce(work);
    if (run >= 2) times.push(time); // the first ones warm what they need
  }
  return median(times);
}

async function timedOnce(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function ruleFile(at: number): readonly [string, string] {
  return [
    `r${at}.rego`,
    `package bench.r${at}

deny contains {"message": sprintf("%s is larger than ${at}", [resource.address]), "address": resource.address} if {
	some resource in input.resources
	resource.type == "aws_instance"
	some device in resource.after.root_block_device
	device.volume_size > ${at + 1000}
}
`,
  ];
}
