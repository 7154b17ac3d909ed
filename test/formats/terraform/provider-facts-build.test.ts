import { describe, expect, it } from "vitest";

import { encodeType } from "../../../scripts/provider-facts/encode-type.ts";
import { readClasses } from "../../../scripts/provider-facts/read-classes.ts";
import { isSensitive } from "../../../scripts/provider-facts/sensitive.ts";
import { decodeType } from "../../../src/formats/terraform/provider-facts-type.ts";

function accessor(name: string, flags: string, first: string, second = "  public get x() {"): string {
  const [computed = "", optional = "", required = ""] = flags.split(" ");
  return `  // ${name} - computed: ${computed}, optional: ${optional}, required: ${required}\n  ${first}\n${second}\n`;
}

function entry(name: string, isBlock: boolean, type: string, storage: string): string {
  return `      ${name}: {\n        value: f(x),\n        isBlock: ${isBlock},\n        type: "${type}",\n        storageClassType: "${storage}",\n      },\n`;
}

const source = `
export function pondFishToHclTerraform(struct?: PondFish): any {
  const attrs = {
${entry("name", false, "simple", "string")}${entry("weights", false, "list", "numberList")}  }
}
export class PondFishOutputReference extends cdktf.ComplexObject {
${accessor("name", "false false true", "private _name?: string;")}
${accessor("weights", "false true false", "private _weights?: number[];")}
${accessor("age", "true false false", "public get age() {", "    return this.getNumberAttribute('age');")}
}
export class Pond extends cdktf.TerraformResource {
  public static readonly tfResourceType = "aws_pond";
${accessor("arn", "true false false", "public get arn() {", "    return this.getStringAttribute('arn');")}
${accessor("depth", "true true false", "private _depth?: number;")}
${accessor("password", "false true false", "private _password?: string;")}
${accessor("fish", "false true false", 'private _fish = new PondFishList(this, "fish", true);')}
${accessor("king", "false true false", 'private _king = new PondFishOutputReference(this, "king");')}
${accessor("ghosts", "true false false", 'private _ghosts = new PondFishList(this, "ghosts", false);')}
  protected synthesizeHclAttributes() {
    const attrs = {
${entry("depth", false, "simple", "number")}${entry("password", false, "simple", "string")}${entry("fish", true, "set", "PondFishList")}${entry("king", true, "list", "PondFishList")}    }
  }
}
export class DataPond extends cdktf.TerraformDataSource {
${accessor("nothing", "true false false", "public get nothing() {", "    return 1;")}
}
`;

describe("the bindings of a resource", () => {
  const line = encodeType("aws_pond", "Pond", readClasses(source), isSensitive);

  it("become one line", () => {
    expect(line).toBe(
      "aws_pond\tarn cs,depth dn,fish oB<0,ghosts c[0,king oB?[0,password o!s\tage cn,name rs,weights o[n",
    );
  });

  it("are read from it again", () => {
    const facts = decodeType(line);
    expect(facts.get("king")).toMatchObject({ presence: "optional", isBlock: true, isSingle: true });
    expect(facts.get("password")?.isSensitive).toBe(true);
    const { type } = facts.get("fish") ?? {};
    const fish = type?.kind === "set" && type.element.kind === "object" ? type.element.attributes : null;
    expect(fish?.get("weights")?.type).toEqual({ kind: "list", element: { kind: "number" } });
  });

  it("of a type that cannot be told are refused", () => {
    const strange = source.replace("this.getStringAttribute('arn')", "this.strange('arn')");
    expect(() => readClasses(strange)).toThrow("Pond.arn: the type cannot be told from public get arn() {");
  });
});
