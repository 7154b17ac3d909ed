import { maxFileBytes, type FileContent } from "../model/change-set.ts";

/** Why a file has no text, for messages. */
export function whyNot(content: Exclude<FileContent, { readonly kind: "text" }>): string {
  switch (content.kind) {
    case "oversized":
      return `it has ${content.size} bytes, expected at most ${maxFileBytes}`;
    case "symlink":
      return "it is a symbolic link, which is never followed";
    case "submodule":
      return "it is a submodule";
    case "binary":
    case "not-utf8":
      return "it is not UTF-8 text";
    case "missing":
      return "it does not exist";
  }
}
