import { describe, expect, it } from "vitest";

import type { CostChoice } from "../../src/model/estimate.ts";
import { addressList, sharedChoices } from "../../src/report/choices.ts";

function aChoice(title: string, saving: number): CostChoice {
  return { title, saving, why: "the same size", only_told: null, patch: [], edits: [] };
}

function servers(total: number, ...choices: ReadonlyArray<CostChoice>) {
  return Array.from({ length: total }, (_, at) => ({ address: `aws_instance.web[${at}]`, choices }));
}

describe("cheaper equals", () => {
  it("stand once for all resources that have the same", () => {
    expect(sharedChoices(servers(2, aChoice("gp3", 2.5)))).toMatchObject([
      {
        addresses: ["aws_instance.web[0]", "aws_instance.web[1]"],
        text: "gp3 saves $2.50 a month each: the same size.",
      },
    ]);
  });

  it("begin with what saves most together", () => {
    const other = { address: "aws_db_instance.db", choices: [aChoice("Arm", 7)] };
    const texts = sharedChoices([other, ...servers(3, aChoice("gp3", 2.5))]).map(({ text }) => text);
    expect(texts).toEqual(["gp3 saves $2.50 a month each: the same size.", "Arm saves $7.00 a month: the same size."]);
  });

  it("are told apart where a figure differs", () => {
    const other = { address: "aws_instance.other", choices: [aChoice("gp3", 3)] };
    expect(sharedChoices([...servers(1, aChoice("gp3", 2.5)), other])).toHaveLength(2);
  });

  it.each([
    [1, "`0`"],
    [3, "`0`, `1`, `2`"],
    [9, "`0`, `1`, `2` and 6 more"],
  ])("name at most three addresses of %i", (total, expected) => {
    const addresses = Array.from({ length: total }, (_, at) => String(at));
    expect(addressList(addresses, (address) => `\`${address}\``)).toBe(expected);
  });
});
