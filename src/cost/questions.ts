import type { Resource } from "../model/resource.ts";
import type { Neighbourhood } from "./neighbourhood.ts";

/** What an estimator asked of the other resources about its own; data alone, so that keeping it keeps no project. */
export type Question =
  | { readonly kind: "referred"; readonly types: ReadonlyArray<string>; readonly name: string | null }
  | { readonly kind: "referredAll" | "referring" | "ofTypes"; readonly types: ReadonlyArray<string> }
  | { readonly kind: "regionOf" };

/** Resources and regions that a question found. */
export type Found = ReadonlyArray<Resource | string | null>;

/** A question with what it found. */
export interface Answered {
  readonly question: Question;
  readonly found: Found;
}

/** Asks again, of the same or of another project. */
export function ask(question: Question, others: Neighbourhood, resource: Resource): Found {
  switch (question.kind) {
    case "referred":
      return [others.referred(resource, question.types, question.name)?.resource ?? null];
    case "referredAll":
      return others.referredAll(resource, question.types).map((one) => one.resource);
    case "referring":
      return others.referring(resource, question.types).map((one) => one.resource);
    case "ofTypes":
      return others.ofTypes(question.types).map((one) => one.resource);
    case "regionOf":
      return [others.regionOf(resource)];
  }
}

/** A neighbourhood that writes down what it is asked. */
export interface Watched {
  readonly others: Neighbourhood;
  /** Null where something was asked about another resource than `self`: that cannot be asked again without it. */
  readonly answered: () => ReadonlyArray<Answered> | null;
}

/** Watches what is asked while `self` is priced. */
export function watch(others: Neighbourhood, self: Resource): Watched {
  const answered: Answered[] = [];
  let isFollowed = true;
  const note = (about: Resource, question: Question, found: Found): void => {
    isFollowed &&= about === self;
    answered.push({ question, found });
  };
  return {
    answered: () => (isFollowed ? answered : null),
    others: {
      referred: (about, types, name) => {
        const answer = others.referred(about, types, name);
        note(about, { kind: "referred", types, name }, [answer?.resource ?? null]);
        return answer;
      },
      referredAll: (about, types) => {
        const answer = others.referredAll(about, types);
        note(about, { kind: "referredAll", types }, answer.map(resourceOf));
        return answer;
      },
      referring: (about, types) => {
        const answer = others.referring(about, types);
        note(about, { kind: "referring", types }, answer.map(resourceOf));
        return answer;
      },
      ofTypes: (types) => {
        const answer = others.ofTypes(types);
        note(self, { kind: "ofTypes", types }, answer.map(resourceOf));
        return answer;
      },
      regionOf: (about) => {
        const answer = others.regionOf(about);
        note(about, { kind: "regionOf" }, [answer]);
        return answer;
      },
    },
  };
}

function resourceOf({ resource }: { readonly resource: Resource }): Resource {
  return resource;
}
