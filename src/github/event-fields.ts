import * as z from "zod";

/**
 * Fields of GitHub's events and answers, with bounds that the store has as well: what is beyond them is refused where it
 * arrives, for what is stored and cannot be worked off would be tried again and again.
 */

/** Characters that a name, a ref or an id of a commit may have: far more than GitHub gives them. */
const maxName = 512;

/** A name of somebody or something: an owner, a login, a branch, a commit. None has control characters or half of a letter. */
export const nameSchema = z
  .string()
  .max(maxName)
  .regex(/^\P{Cc}+$/u)
  .refine((text) => text.isWellFormed());

/** A name that may be left out or empty. */
export const optionalNameSchema = z.union([z.literal(""), nameSchema]).nullish();

/** The number of a pull request or an issue. */
export const numberSchema = z
  .int()
  .min(1)
  .max(2 ** 31 - 1);

/** The number of an installation, a repository, a run or a comment. */
export const idSchema = z.int().nonnegative();

/** Pull requests that an event names beside what it is about; those beyond are found by their head. */
const maxNamed = 1000;

/** The pull requests that a check names: it may name none, or leave them empty. */
export const pullNumbersSchema = z
  .array(z.object({ number: numberSchema }).nullable())
  .nullish()
  .transform((pulls) => (pulls ?? []).flatMap((pull) => pull?.number ?? []).slice(0, maxNamed));

/**
 * A time in UTC where it does not say otherwise. Without one (then it is the first of all times) no event is known to be
 * newer than another: GitHub is asked for the head then.
 */
export const timeSchema = z
  .union([z.iso.datetime({ offset: true }), z.iso.datetime({ local: true }).transform((text) => `${text}Z`)])
  .nullish()
  .transform((text) => new Date(Math.max(0, text ? Date.parse(text) : 0)).toISOString());

/** A text for people, cut at so many characters, without what no database keeps. Empty where there is none. */
export function textSchema(most: number) {
  return z
    .string()
    .nullish()
    .transform((text) => (text ?? "").slice(0, most).toWellFormed().replaceAll("\0", "\uFFFD"));
}
