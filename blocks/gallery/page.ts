// The gallery's page: every chapter with its cards, self-contained, in light or dark as the reader's system is.
import type { View } from "../view.ts";
import type { Chapter, Entry } from "./entries.ts";
import { drawn, escapeHtml, notificationHtml } from "./html.ts";

export function galleryPage(chapters: readonly Chapter[], view: View): string {
  const anchor = (title: string) =>
    title
      .toLowerCase()
      .replace(/[^a-z]+/g, "-")
      .replace(/-$/, "");
  const links = chapters
    .map(({ title }) => `<a href="#${anchor(title)}">${escapeHtml(title)}</a>`)
    .join("\n");
  const body = chapters.map(
    (chapter) => `<section id="${anchor(chapter.title)}">
<h2>${escapeHtml(chapter.title)}</h2><p class="where">${escapeHtml(chapter.where)}</p>
<div class="grid">${chapter.entries.map((entry) => figure(entry, view)).join("\n")}</div></section>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Baton: every card</title><style>${STYLE}</style></head>
<body><h1>Baton: every card</h1><nav>${links}</nav>
${body.join("\n")}</body></html>
`;
}

function figure({ title, made }: Entry, view: View): string {
  const notification =
    "text" in made ? `<p class="text"><b>Notification</b> ${notificationHtml(made.text, view)}</p>` : "";
  const json = JSON.stringify(made, null, 2);
  const size = `blocks: ${made.blocks.length}, ${JSON.stringify(made.blocks).length.toLocaleString("en")} characters`;
  return `<figure><figcaption>${escapeHtml(title)}</figcaption>${drawn(made, view)}${notification}
<details><summary>JSON · ${size}</summary><pre>${escapeHtml(json)}</pre></details></figure>`;
}

const STYLE = `
:root{color-scheme:light dark;--bg:#f6f6f7;--card:#fff;--ink:#1d1c1d;--dim:#5c5b5e;--line:#d9d8db;--go:#007a5a;--link:#1264a3}
@media(prefers-color-scheme:dark){:root{--bg:#121316;--card:#1e2024;--ink:#e3e3e5;--dim:#a5a6ab;--line:#3c3e44;--go:#148567;--link:#6db3e8}}
*{box-sizing:border-box}body{margin:0 auto;max-width:1500px;padding:24px;background:var(--bg);color:var(--ink);font:15px/1.47 Lato,system-ui,sans-serif}
h1{font-size:26px}h2{margin:40px 0 0}.where{margin:2px 0 14px;color:var(--dim)}nav{display:flex;flex-wrap:wrap;gap:6px 18px}a{color:var(--link)}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(440px,100%),1fr));gap:22px;align-items:start}
h3{margin:14px 0 6px;font-size:18px}figure{margin:0;min-width:0}figcaption{font-weight:600;margin-bottom:6px}
.message,.modal{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:12px 16px;overflow-wrap:anywhere}
.modal{box-shadow:0 6px 22px #0003}.modal header{font-weight:800;font-size:18px;padding-bottom:8px;border-bottom:1px solid var(--line)}
.modal footer{display:flex;justify-content:flex-end;gap:8px;border-top:1px solid var(--line);padding-top:10px}
.app{display:block}.section{display:flex;gap:14px;justify-content:space-between;margin:8px 0}.section>div{min-width:0;flex:1}.section>.button{align-self:flex-start}
.fields{display:grid;grid-template-columns:1fr 1fr;gap:8px 16px}.context{display:flex;flex-wrap:wrap;gap:2px 12px;color:var(--dim);font-size:12.5px;margin:8px 0}
.actions{display:flex;flex-wrap:wrap;gap:8px;margin:10px 0}.button,.field{border:1px solid var(--line);border-radius:5px;padding:4px 12px;font-size:14px;font-weight:700;white-space:nowrap}
.primary{background:var(--go);border-color:var(--go);color:#fff}.field{font-weight:400;color:var(--dim);display:inline-block}
.input{margin:12px 0}.input label{display:block;font-weight:700;margin-bottom:4px}.input .field{display:block;white-space:normal}.tall{min-height:64px}small{display:block;color:var(--dim);margin-top:3px}
.mention{color:var(--link);background:color-mix(in srgb,var(--link) 14%,transparent);border-radius:3px;padding:0 2px}.stray{background:#c00;color:#fff}
code{background:var(--bg);border:1px solid var(--line);border-radius:3px;padding:0 3px;font-size:13px}
.text{font-size:13px;color:var(--dim);margin:8px 2px 4px;overflow-wrap:anywhere}details{font-size:13px;color:var(--dim)}summary{cursor:pointer}
pre{overflow:auto;max-height:360px;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:10px}
`;
