/** A table; its first row is its head, as Slack draws it. */
import type { TableBlock } from "@slack/types";
import type { Reader } from "../surface.ts";
import { Run } from "../text/Spans.tsx";
import { RichText } from "./RichText.tsx";

type Cell = TableBlock["rows"][number][number];

export function Table({ block, reader }: { block: TableBlock; reader: Reader }) {
  const [head = [], ...rows] = block.rows;
  const align = (column: number) => ({ textAlign: block.column_settings?.[column]?.align ?? "left" });
  return (
    // Wider than its message, a table is scrolled by itself; the keyboard reaches it too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus.
    <section class="bk-table" aria-label="Table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th scope="col" style={align(column)}>
                <CellText cell={cell} reader={reader} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell, column) => (
                <td style={align(column)}>
                  <CellText cell={cell} reader={reader} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function CellText({ cell, reader }: { cell: Cell; reader: Reader }) {
  if (cell.type === "rich_text") return <RichText block={cell} reader={reader} />;
  return <Run text={cell.text} />;
}
