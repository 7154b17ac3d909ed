import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { PatchOperation } from "../../src/model/fix.ts";
import { editYaml } from "../../src/fix/yaml-edit.ts";

const pod = `# A pod.
apiVersion: v1
kind: Pod
metadata:
  name: web # its name
spec:
  hostNetwork: true # why not
  containers:
    # The only one.
    - name: web
      image: "nginx:1.27"
      securityContext: {privileged: true}

    - image: busybox
      name: side
      args:
      - a
      - b
  volumes: []
# The end.
`;

function edited(text: string, patch: ReadonlyArray<PatchOperation>, line = 1): string {
  const result = editYaml({ text, line, inner: [] }, patch);
  return result.ok ? result.text : `!${result.why}`;
}

const add = (
  path: string,
  value: PatchOperation extends infer O ? (O extends { value: infer V } ? V : never) : never,
) => ({ op: "add", path, value }) as const;
const remove = (path: string): PatchOperation => ({ op: "remove", path });

describe("a YAML text is edited in place", () => {
  it.each<[string, PatchOperation, string, string]>([
    ["a scalar", add("/spec/hostNetwork", false), "hostNetwork: true", "hostNetwork: false"],
    ["a quoted text", add("/spec/containers/0/image", "nginx:1.28"), '"nginx:1.27"', "nginx:1.28"],
    ["a text that YAML 1.1 reads as a boolean", add("/metadata/name", "on"), "name: web # its", 'name: "on" # its'],
    [
      "a value in braces",
      add("/spec/containers/0/securityContext/privileged", false),
      "{privileged: true}",
      "{privileged: false}",
    ],
    [
      "a further key in braces",
      add("/spec/containers/0/securityContext/runAsUser", 10),
      "{privileged: true}",
      "{privileged: true, runAsUser: 10}",
    ],
    ["a new key", add("/spec/hostPID", false), "  volumes: []\n", "  volumes: []\n  hostPID: false\n"],
    ["a new key of an item", add("/spec/containers/1/tty", true), "      - b\n", "      - b\n      tty: true\n"],
    [
      "parents that are missing",
      add("/spec/containers/1/securityContext/capabilities/drop/-", "ALL"),
      "      - b\n",
      "      - b\n      securityContext:\n        capabilities:\n          drop:\n            - ALL\n",
    ],
    ["an item", add("/spec/containers/1/args/0", "z"), "- a\n", "- z\n"],
    ["a further item", add("/spec/containers/1/args/-", "c"), "      - b\n", "      - b\n      - c\n"],
    ["an item of an empty list", add("/spec/volumes/-", { name: "tmp" }), "volumes: []", 'volumes: [{"name":"tmp"}]'],
    ["a key is removed", remove("/spec/hostNetwork"), "  hostNetwork: true # why not\n", ""],
    [
      "the first key of an item is removed",
      remove("/spec/containers/1/image"),
      "- image: busybox\n      name",
      "- name",
    ],
    ["the only key is removed", remove("/metadata/name"), "\n  name: web # its name", "\n  {}"],
    ["an item is removed", remove("/spec/containers/1/args/1"), "      - b\n", ""],
    [
      "a container is removed",
      remove("/spec/containers/1"),
      "    - image: busybox\n      name: side\n      args:\n      - a\n      - b\n",
      "",
    ],
    [
      "a scalar becomes a mapping",
      add("/spec/hostNetwork", { a: 1 }),
      "hostNetwork: true # why not",
      "hostNetwork:\n    a: 1 # why not",
    ],
  ])("%s", (_, operation, before, after) => {
    expect(pod).toContain(before);
    expect(edited(pod, [operation])).toBe(pod.replace(before, after));
  });

  it("finds the document of a line, and the item of a List", () => {
    const two = `${pod}---\n${pod}`;
    expect(edited(two, [add("/spec/hostNetwork", false)], 22)).toBe(
      `${pod}---\n${pod.replace("hostNetwork: true", "hostNetwork: false")}`,
    );
    const list = "apiVersion: v1\nkind: List\nitems:\n- kind: A\n  spec: {}\n- kind: B\n  spec: {}\n";
    expect(edited(list, [add("/spec/x", 1)], 6)).toBe(list.replace("B\n  spec: {}", 'B\n  spec: {"x": 1}'));
  });

  it("edits JSON", () => {
    const json = '{\n  "kind": "Pod",\n  "spec": {\n    "a": true\n  }\n}\n';
    expect(edited(json, [add("/spec/b", { c: [1] })])).toBe(
      json.replace('"a": true', '"a": true,\n    "b": {"c":[1]}'),
    );
  });

  it.each<[string, string, PatchOperation, string]>([
    ["a template", "a: {{ .Values.a }}\n", add("/a", 1), "the file is a template"],
    ["an anchor", "a: &x {b: 1}\nc: *x\n", add("/a/b", 2), "the document shares parts by anchors and aliases"],
    ["what is not there", "a: 1\n", remove("/b"), "an attribute that the fix changes is not written here"],
    ["a path through a text", "a: 1\n", add("/a/b", 1), "an attribute that the fix changes is not written here"],
    ["a syntax error", "a: [1\n", add("/a", 1), "the file has a syntax error"],
  ])("refuses %s", (_, text, operation, why) => {
    expect(edited(text, [operation])).toContain(`!${why}`);
  });

  it("changes nothing but what it is asked to, in every example of the pack", () => {
    const root = join(import.meta.dirname, "../../policies/kubernetes");
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".yaml"));
    for (const file of files) {
      const text = readFileSync(join(root, file), "utf8");
      const first = text.split("\n").findIndex((line) => /^\w/.test(line)) + 1;
      const result = edited(text, [add("/metadata/labels/tollgate", "x")], first);
      const kept = result.split("\n").filter((line) => !/^\s*(?:labels:|tollgate: x)$/.test(line));
      expect({ file, kept }).toEqual({ file, kept: text.split("\n").filter((line) => !/^\s*labels:$/.test(line)) });
    }
    expect(files.length).toBeGreaterThan(20);
  });
});
