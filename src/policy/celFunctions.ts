/**
 * What conditions have beyond CEL: `hasWord`, `domainMatches` and `text.re2`. They are macros, so that words and
 * patterns written out in the condition are prepared when it is compiled, and a wrong pattern is an error then.
 */
import type { ASTNode, Environment } from "@marcbachmann/cel-js";
import { RE2JS } from "re2js";
import { domainMatcher, type TextMatcher, wordMatcher } from "./wordMatch.ts";

/** The parts of cel-js that a macro is handed; the library does not export their types. */
interface CelType {
  readonly name: string;
  readonly kind: string;
}
interface CelChecker {
  check(node: ASTNode, context: unknown): CelType;
  getType(name: string): CelType;
  createError(code: string, message: string, node: ASTNode): Error;
}
export interface CelContext {
  getValue(name: string): unknown;
}
export interface CelEvaluator {
  run(node: ASTNode, context: CelContext): unknown;
}
export interface CelMacro {
  typeCheck(checker: CelChecker, macro: CelMacro, context: unknown): CelType;
  evaluate(evaluator: CelEvaluator, macro: CelMacro, context: CelContext): unknown;
}
export interface MacroCall {
  readonly args: readonly ASTNode[];
  readonly receiver?: ASTNode;
}

export function registerFunctions(environment: Environment): void {
  environment
    .registerFunction("hasWord(ast, ast): bool", listMacro("hasWord", wordMatcher), { async: false })
    .registerFunction("domainMatches(ast, ast): bool", listMacro("domainMatches", domainMatcher), {
      async: false,
    })
    .registerFunction("string.re2(ast): bool", re2Macro, { async: false });
}

/** `name(text, [texts])`: the matcher of a list is made once, also of one of the policy's lists. */
function listMacro(name: string, prepare: (texts: Iterable<string>) => TextMatcher) {
  return ({ args }: MacroCall): CelMacro => {
    const [subject, list] = args as [ASTNode, ASTNode];
    let written: TextMatcher | undefined;
    const made = new WeakMap<object, TextMatcher>();
    return {
      typeCheck(checker, _macro, context) {
        requireText(checker, checker.check(subject, context), subject, `the first argument of ${name}`);
        const type = checker.check(list, context);
        if (!/^(?:list<(?:string|dyn|[A-Z])>|dyn.*)$/.test(type.name)) {
          throw checker.createError(
            "wrong_argument",
            `the second argument of ${name} is ${type.name}, not a list of texts`,
            list,
          );
        }
        const texts = writtenTexts(list);
        if (texts !== null) written = prepare(texts);
        return checker.getType("bool");
      },
      evaluate(evaluator, _macro, context) {
        const text = evaluator.run(subject, context);
        if (typeof text !== "string") throw new TypeError(`${name} was given no text`);
        if (written !== undefined) return written(text);
        const texts = evaluator.run(list, context);
        if (!(texts instanceof Set || Array.isArray(texts))) throw new TypeError(`${name} was given no list`);
        let matcher = made.get(texts);
        if (matcher === undefined) {
          matcher = prepare([...texts].filter((item) => typeof item === "string"));
          made.set(texts, matcher);
        }
        return matcher(text);
      },
    };
  };
}

/** `text.re2("(?i)…")`: RE2 syntax, found anywhere in the text, in time linear in its length. */
function re2Macro({ args, receiver }: MacroCall): CelMacro {
  const [pattern] = args as [ASTNode];
  const subject = receiver as ASTNode;
  let regex: RE2JS | undefined;
  return {
    typeCheck(checker, _macro, context) {
      requireText(checker, checker.check(subject, context), subject, "what re2 is asked of");
      if (pattern.op !== "value" || typeof pattern.args !== "string") {
        throw checker.createError(
          "wrong_argument",
          "the pattern of re2 is not written out as a text",
          pattern,
        );
      }
      try {
        regex = RE2JS.compile(pattern.args);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw checker.createError("invalid_pattern", `not an RE2 pattern (${reason})`, pattern);
      }
      return checker.getType("bool");
    },
    evaluate(evaluator, _macro, context) {
      const text = evaluator.run(subject, context);
      if (typeof text !== "string" || regex === undefined) throw new TypeError("re2 was given no text");
      return regex.test(text);
    },
  };
}

function requireText(checker: CelChecker, type: CelType, node: ASTNode, what: string): void {
  if (type.name === "string" || type.kind === "dyn") return;
  throw checker.createError("wrong_argument", `${what} is ${type.name}, not a text`, node);
}

/** The texts of a list written out in the condition; null where it is computed. */
function writtenTexts(node: ASTNode): string[] | null {
  if (node.op !== "list") return null;
  const texts: string[] = [];
  for (const item of node.args) {
    if (item.op !== "value" || typeof item.args !== "string") return null;
    texts.push(item.args);
  }
  return texts;
}
