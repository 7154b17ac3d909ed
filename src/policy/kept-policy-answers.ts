import { answerKey, type KeptAnswers } from "../engines/kept-answers.ts";
import { isRecord } from "../model/json.ts";
import type { CompiledModule } from "./policy.ts";
import type { PolicyAnswer, PolicyQuestion, PolicyRunner } from "./policy-runner.ts";
import { readRuleResult, type RawFinding, type RuleResult } from "./rule-result.ts";

/**
 * A runner that asks only what no earlier process was answered. Kept is what every rule answered without the host's
 * functions, so that it depends on the policies, the data and the input alone.
 */
export function withKeptAnswers(runner: PolicyRunner, answers: KeptAnswers): PolicyRunner {
  const data = new WeakMap<CompiledModule, string>();
  const keysOf = ({ module, rules, inputs }: PolicyQuestion): ReadonlyArray<string> => {
    const known = data.get(module) ?? answerKey(module.hash, [JSON.stringify(module.data)]);
    data.set(module, known);
    const whom = answerKey(known, [JSON.stringify(rules.map(({ key }) => key))]);
    return inputs.map((input) => answerKey(whom, [input]));
  };
  return {
    ...runner,
    ask: async (question) => {
      const keys = keysOf(question);
      const known = await Promise.all(keys.map((key) => readAnswer(answers, key, question)));
      const missing = question.inputs.filter((_, at) => known[at] === null);
      const asked = missing.length === 0 ? [] : await runner.ask({ ...question, inputs: missing });
      const isLasting = !runner.asksHost(question.module);
      let next = 0;
      return known.map((answer, at) => {
        if (answer !== null) return answer;
        const found: PolicyAnswer = asked[next++] ?? new Map();
        const text = isLasting ? textOf(found) : null;
        if (text !== null) answers.write(keys[at] ?? "", new TextEncoder().encode(text));
        return found;
      });
    },
    prepare: (module) => (answers.isLikely ? Promise.resolve() : runner.prepare(module)),
  };
}

async function readAnswer(answers: KeptAnswers, key: string, { rules }: PolicyQuestion): Promise<PolicyAnswer | null> {
  const kept = await answers.read(key);
  if (kept === null) return null;
  const found: unknown = JSON.parse(new TextDecoder().decode(kept));
  if (!isRecord(found)) return null;
  const results = rules.map(({ key: rule }): readonly [string, RuleResult] => [rule, readRuleResult(found[rule])]);
  return results.every(([, { ok }]) => ok) ? new Map(results) : null;
}

/** The answer in the form in which rules give it, what found nothing left out; null where a rule broke. */
function textOf(answer: PolicyAnswer): string | null {
  const found: Record<string, unknown> = {};
  for (const [rule, result] of answer) {
    if (!result.ok || result.findings.some(({ fix }) => typeof fix === "string")) return null;
    if (result.findings.length > 0) found[rule] = result.findings.map(asReturned);
  }
  return JSON.stringify(found);
}

function asReturned({ place, ...finding }: RawFinding): unknown {
  return place === null ? finding : { ...finding, _loc: { file: place.path, line: place.line } };
}
