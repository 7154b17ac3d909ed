import * as z from "zod";

import { idSchema, nameSchema, optionalNameSchema } from "./event-fields.ts";

/** The repository that an event is about. */
export interface EventRepository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  /** Empty where the event does not say it. */
  readonly default_branch: string;
}

/** A push names the owner by `name` and leaves `login` to newer servers; the full name has both. */
const ownerSchema = z.object({ login: nameSchema.nullish(), name: nameSchema.nullish() }).nullish();

/** A repository in an event: by `owner` and `name`, or by its full name where one of them is missing. */
export const repositorySchema = z
  .object({
    id: idSchema,
    name: nameSchema.nullish(),
    full_name: nameSchema.nullish(),
    owner: ownerSchema,
    default_branch: optionalNameSchema,
  })
  .transform((given, context): EventRepository => {
    const [first, second] = (given.full_name ?? "").split("/");
    const owner = given.owner?.login ?? given.owner?.name ?? first ?? "";
    const name = given.name ?? second ?? "";
    if (owner === "" || name === "") context.addIssue("expected a repository with its owner and its name");
    return { id: given.id, owner, name, default_branch: given.default_branch ?? "" };
  });

/** Where an event happened. */
export const originSchema = z.object({ installation: z.object({ id: idSchema }), repository: repositorySchema });
