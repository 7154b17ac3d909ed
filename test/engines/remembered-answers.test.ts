import { describe, expect, it } from "vitest";

import { openEngines } from "../../src/engines/open-engines.ts";
import { rememberAnswers } from "../../src/engines/remembered-answers.ts";
import { read } from "../formats/terraform/support.ts";

const bucket = (name: string): Record<string, string> => ({ "main.tf": `resource "aws_s3_bucket" "${name}" {}\n` });

describe("answers in memory", () => {
  it("are bounded, and those that were asked for last stay", async () => {
    const answers = rememberAnswers(400);
    for (const key of ["a", "b", "c"]) answers.write(key, new Uint8Array(99));
    await answers.read("a");
    answers.write("d", new Uint8Array(99));
    answers.write("e", new Uint8Array(99));
    answers.write("large", new Uint8Array(101));

    const known = await Promise.all(["a", "b", "c", "d", "e", "large"].map((key) => answers.read(key)));
    expect(known.map((answer) => answer !== null)).toEqual([true, false, true, true, true, false]);
  });

  it("hold nothing but their own bytes", async () => {
    const answers = rememberAnswers(400);
    const room = new ArrayBuffer(1024);
    answers.write("a", new Uint8Array(room, 10, 3).fill(7));

    const known = await answers.read("a");
    expect(known).toEqual(new Uint8Array([7, 7, 7]));
    expect(known?.buffer.byteLength).toBe(3);
  });

  it("are those of a base, whatever heads follow it", async () => {
    const answers = rememberAnswers(2 ** 20);
    const asked: boolean[] = [];
    const counted = async (key: string): Promise<Uint8Array | null> => {
      const answer = await answers.read(key);
      asked.push(answer !== null);
      return answer;
    };
    const engines = openEngines({ clock: new Date(0), answers: { ...answers, read: counted } });
    const review = async (head: string): Promise<ReadonlyArray<string>> => {
      const { projects } = await read(bucket("base"), bucket(head), { engines });
      return projects.flatMap(({ base, head: after }) =>
        [base, after].flatMap((side) => (side?.declarations ?? []).map(({ address }) => address)),
      );
    };

    expect(await review("one")).toEqual(["aws_s3_bucket.base", "aws_s3_bucket.one"]);
    expect(await review("two")).toEqual(["aws_s3_bucket.base", "aws_s3_bucket.two"]);
    expect(asked).toEqual([false, false, true, false]);
    await engines.close();
  });
});
