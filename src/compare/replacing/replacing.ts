/**
 * Attributes that cannot be changed in place, by resource type. Each is a path from the top of the resource, its steps
 * apart by `/`; `*` stands for any one step, and what is below is meant too. ` if attribute=value` at the end makes it
 * count only where the head has that value.
 */
export type ReplacingAttributes = Readonly<Record<string, ReadonlyArray<string>>>;
