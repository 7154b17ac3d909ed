import type { JsonObject } from "../../model/resource.ts";
import type { CompiledModule, Policy } from "../policy.ts";
import type { PolicyRunner } from "../policy-runner.ts";
import type { RuleResult } from "../rule-result.ts";

/** What one policy said of one input. */
export interface ForeignAnswer {
  readonly policy: Policy;
  /** Which of the inputs. */
  readonly index: number;
  readonly result: RuleResult;
  /** Whether an exception of its package takes the place of what it found. */
  readonly isExcepted: boolean;
}

/** Policies of one module, on the same inputs. */
export interface ForeignQuestion {
  readonly runner: PolicyRunner;
  readonly module: CompiledModule;
  readonly policies: ReadonlyArray<Policy>;
  readonly inputs: ReadonlyArray<Uint8Array>;
  readonly clock: Date;
  /** Put beside the data documents: `data.inventory`. */
  readonly data?: JsonObject;
}

const maxInputs = 100; // of one question: a policy that breaks is then asked for each of them alone

/** Asks each policy for each input; inputs are asked in parts, so that one that breaks a policy costs little. */
export async function askForeign(question: ForeignQuestion): Promise<ReadonlyArray<ForeignAnswer>> {
  const { policies, inputs } = question;
  if (policies.length === 0) return [];
  const answers: ForeignAnswer[] = [];
  for (let from = 0; from < inputs.length; from += maxInputs) {
    answers.push(...(await askPart(question, from)));
  }
  return answers;
}

async function askPart(
  { runner, module, policies, inputs, clock, data }: ForeignQuestion,
  from: number,
): Promise<ReadonlyArray<ForeignAnswer>> {
  const rules = new Map(
    policies
      .flatMap(({ rules: own, foreign }) => [...own, ...(foreign?.exception ? [foreign.exception] : [])])
      .map((rule) => [rule.key, rule]),
  );
  const read = await runner.ask({
    module: data === undefined ? module : { ...module, data: { ...module.data, ...data } },
    rules: [...rules.values()],
    inputs: inputs.slice(from, from + maxInputs),
    clock,
  });
  return read.flatMap((answer, at) =>
    policies.flatMap((policy) =>
      policy.rules.map((rule): ForeignAnswer => {
        const exception = policy.foreign?.exception ?? null;
        const excepted = exception === null ? undefined : answer.get(exception.key);
        return {
          policy,
          index: from + at,
          result: answer.get(rule.key) ?? { ok: false, message: "it was not answered" },
          isExcepted: excepted?.ok === true && excepted.findings.length > 0,
        };
      }),
    ),
  );
}
