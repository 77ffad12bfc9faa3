import type { YAMLParseError, YAMLWarning } from "yaml";
import { printable } from "./problem.ts";

/** The parser's error as what is wrong and what to do, in the words of somebody who writes policies. */
export function explainYamlError(
  fault: YAMLParseError | YAMLWarning,
  text: string,
): [what: string, todo: string] {
  const here = printable(text.slice(fault.pos[0], Math.min(fault.pos[1], fault.pos[0] + 40)));
  switch (fault.code) {
    case "DUPLICATE_KEY":
      return [`the key '${keyAt(text, fault.pos[0])}' is here twice`, "keep one of them"];
    case "TAB_AS_INDENT":
      return ["a tab is used to indent", "indent with spaces"];
    case "TAG_RESOLVE_FAILED":
      return [`'${here}' is a YAML tag`, "put a text that begins with ! into quotes; tags are not used here"];
    case "BAD_SCALAR_START":
      return [`a text cannot begin with '${here.slice(0, 1)}' here`, "put it into quotes"];
    case "BLOCK_AS_IMPLICIT_KEY":
      return ["two keys on one line, or a ': ' inside a text", "break the line, or put the text into quotes"];
    case "MISSING_CHAR":
    case "BAD_INDENT":
      return [printable(fault.message), "close what was opened and line the keys up"];
    case "MULTIPLE_DOCS":
      return ["a second document begins here", "keep one document a file"];
    case "BAD_DQ_ESCAPE":
      return [printable(fault.message), "write \\\\ for a backslash, or use single quotes"];
    case "BAD_ALIAS":
      return [printable(fault.message), "define the anchor before it is used"];
    default:
      if (fault.message.includes("call stack")) return ["the file is nested too deeply", "use fewer levels"];
      return [`not valid YAML: ${printable(fault.message)}`, "correct it; quotes around the text often help"];
  }
}

function keyAt(text: string, offset: number): string {
  return printable(/^["']?([^"':\n]{1,60})/.exec(text.slice(offset, offset + 80))?.[1] ?? "");
}
