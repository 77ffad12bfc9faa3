/** A text object of either kind. */
import type { TextObject } from "@slack/types";
import type { Reader } from "../surface.ts";
import { Mrkdwn, PlainText } from "../text/Mrkdwn.tsx";

export function Text({ text, reader }: { text: TextObject; reader: Reader }) {
  return text.type === "mrkdwn" ? (
    <Mrkdwn text={text.text} reader={reader} verbatim={text.verbatim} />
  ) : (
    <PlainText text={text.text} emoji={text.emoji} />
  );
}
