import { expect, it } from "vitest";
import { policyInput } from "../../src/policy/policy-input.ts";
import { policyInput as schema, policyInputSchema } from "../../src/policy/input-schema.ts";
import { shownInput } from "../../src/policy/shown-input.ts";
import { aResource, project } from "./builders.ts";

const facts = { context: { repository: null, pull_request: null }, project, files: [] };
const secretive = aResource({
  after: { password: "hunter2", tags: { token: "tok-123" }, acl: "private" },
  before: { password: "hunter1" },
  tags: { token: "tok-123", team: "payments" },
  sensitive: [["password"], ["tags", "token"]],
});

it("shows the input without sensitive values", () => {
  const shown = shownInput(facts, { resources: [secretive] });

  expect(shown.resources[0]).toMatchObject({
    after: { password: "(sensitive)", tags: { token: "(sensitive)" }, acl: "private" },
    before: { password: "(sensitive)" },
    tags: { token: "(sensitive)", team: "payments" },
  });
  expect(JSON.stringify(shown)).not.toMatch(/hunter|tok-123/);
});

it("is as the schema says, with and without redaction", () => {
  for (const input of [policyInput(facts, [secretive], []), shownInput(facts, { resources: [secretive] })]) {
    expect(schema.strict().safeParse(input)).toMatchObject({ success: true });
  }
});

it("has a schema that the policy compiler understands", () => {
  const text = JSON.stringify(policyInputSchema());

  expect(text).not.toContain('"oneOf"');
  expect(policyInputSchema()).toMatchObject({ $schema: "http://json-schema.org/draft-07/schema#", type: "object" });
});
