import { describe, expect, it } from "vitest";

import { commandLine, parseCommand } from "../../src/github/command.ts";

describe("commandLine", () => {
  it.each([
    ["/tollgate", "/tollgate"],
    ["/tollgate review  ", "/tollgate review"],
    ["/tollgate help\r\nplease", "/tollgate help"],
    ["/tollgate\thelp", "/tollgate\thelp"],
  ])("finds %j", (body, line) => {
    expect(commandLine(body)).toBe(line);
  });

  it.each([
    "",
    "> /tollgate review",
    " /tollgate review",
    "    /tollgate review",
    "`/tollgate review`",
    "please /tollgate review",
    "\n/tollgate review",
    "/tollgates",
    "/tollgate-review",
    "/Tollgate review",
    `/tollgate waive a until 2027-01-01 because ${"x".repeat(1000)}`,
  ])("does not find %j", (body) => {
    expect(commandLine(body)).toBeNull();
  });
});

describe("parseCommand", () => {
  const waive = { kind: "waive", policy: "a.b", address: null, until: "2027-01-31", reason: "the CDN serves it" };

  it.each<[string, object]>([
    ["/tollgate", { kind: "help" }],
    ["/tollgate help", { kind: "help" }],
    ["/tollgate review", { kind: "review" }],
    ["/tollgate approve", { kind: "approve" }],
    ["/tollgate cost", { kind: "cost" }],
    ["/tollgate fix", { kind: "fix" }],
    ["/tollgate explain `a.b`", { kind: "explain", policy: "a.b" }],
    ["/tollgate waive a.b until 2027-01-31 because the CDN serves it", waive],
    ["/tollgate  waive  a.b  aws_x.y  until 2027-01-31 because the CDN serves it", { ...waive, address: "aws_x.y" }],
    [
      '/tollgate waive a.b `module.m["a b"].aws_x.y` until 2027-01-31 because the CDN serves it',
      { ...waive, address: 'module.m["a b"].aws_x.y' },
    ],
    [
      "/tollgate waive a.b until 2027-01-31 because we wait until 2027-02-01 because of x",
      { ...waive, reason: "we wait until 2027-02-01 because of x" },
    ],
  ])("reads %j", (line, expected) => {
    expect(parseCommand(line)).toEqual(expected);
  });

  it.each([
    ["/tollgate dance", "no such command"],
    ["/tollgate review now", "takes nothing behind it"],
    ["/tollgate explain", "the id of one policy"],
    ["/tollgate explain a b", "the id of one policy"],
    ["/tollgate waive a.b because x", "needs an end"],
    ["/tollgate waive a.b until 2027-01-31", "needs a reason"],
    ["/tollgate waive a.b because x until 2027-01-31", "needs a reason behind its end"],
    ["/tollgate waive a.b until tomorrow because x", "is no day"],
    ["/tollgate waive a.b until 2027-02-30 because x", "is no day"],
    ["/tollgate waive a.b until 2027-01-31 or so because x", "nothing stands between"],
    ["/tollgate waive until 2027-01-31 because x", "names one policy"],
    ["/tollgate waive a.* until 2027-01-31 because x", "without wildcards"],
    ["/tollgate __proto__", "no such command"],
  ])("says what is wrong with %j", (line, message) => {
    const command = parseCommand(line);
    expect(command.kind).toBe("wrong");
    expect(command.kind === "wrong" && command.message).toContain(message);
  });
});
