import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { makeDirectory } from "../test/support/repository.ts";

/** A directory that is measured. */
export interface BenchInput {
  readonly name: string;
  readonly root: string;
  readonly remove: () => void;
}

const provider = 'provider "aws" {\n  region = "us-east-1"\n}\n\n';

/** What issues speak of: sizes of one root, many roots, nested modules, manifests. Made here, the same every time. */
export function generatedInputs(): ReadonlyArray<BenchInput> {
  const sizes = [50, 500, 2000];
  return [
    ...sizes.map((size) => made(`${size} resources, a block each`, { "main.tf": blocks(size) })),
    ...sizes.map((size) => made(`${size} resources by count`, { "main.tf": counted(size) })),
    made("2000 small roots", smallRoots(2000)),
    made("modules: 5 levels, 200 calls", nestedModules(5, 200)),
    made("500 manifests", manifests(500)),
  ];
}

/** Each directory of a folder: public inputs that are not in this repository. */
export function givenInputs(folder: string): ReadonlyArray<BenchInput> {
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, root: join(folder, name), remove: () => undefined }))
    .filter(({ root }) => statSync(root).isDirectory());
}

/** One root of so many instances, a block each. */
export function blocks(size: number): string {
  return provider + Array.from({ length: size }, (_, at) => instance(`web${at}`, "")).join("\n");
}

function counted(size: number): string {
  return provider + instance("web", `  count         = ${size}\n`);
}

function instance(name: string, repetition: string): string {
  return `resource "aws_instance" "${name}" {
${repetition}  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.medium"

  metadata_options {
    http_tokens = "required"
  }

  root_block_device {
    volume_size = 20
    volume_type = "gp3"
    encrypted   = true
  }
}
`;
}

function smallRoots(count: number): Readonly<Record<string, string>> {
  const root = (at: number): string => `${provider}resource "aws_sqs_queue" "q" {\n  name = "q${at}"\n}\n`;
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`roots/r${at}/main.tf`, root(at)]));
}

/** A chain of modules; the calls are spread over the levels, so that the lowest module is used by all of them. */
function nestedModules(levels: number, calls: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  for (let level = 1; level <= levels; level += 1) {
    files[`modules/l${level}/main.tf`] =
      `variable "name" {\n  type = string\n}\n\nresource "aws_sqs_queue" "q" {\n  name = "\${var.name}-${level}"\n}\n` +
      (level === levels ? "" : `\n${call("next", `../l${level + 1}`, "${var.name}")}`);
  }
  const top = Array.from({ length: calls / levels }, (_, at) => call(`m${at}`, "./modules/l1", `m${at}`));
  files["main.tf"] = [provider, ...top].join("\n");
  return files;
}

function call(name: string, source: string, value: string): string {
  return `module "${name}" {\n  source = "${source}"\n  name   = "${value}"\n}\n`;
}

function manifests(count: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`app${at % 50}/m${at}.yaml`, deployment(at)]));
}

function deployment(at: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${at}
  namespace: team-${at % 50}
  labels: {app: app-${at}}
spec:
  replicas: 2
  selector:
    matchLabels: {app: app-${at}}
  template:
    metadata:
      labels: {app: app-${at}}
    spec:
      containers:
        - name: main
          image: registry.example.com/app:${at}
          ports:
            - containerPort: 8080
          resources:
            requests: {cpu: 100m, memory: 128Mi}
            limits: {memory: 256Mi}
`;
}

function made(name: string, files: Readonly<Record<string, string>>): BenchInput {
  return { name, ...makeDirectory(files) };
}
