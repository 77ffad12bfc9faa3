// `npm run blocks`: writes gallery.html, a page with every card and modal in each of its states.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { chapters } from "../blocks/gallery/entries.ts";
import { galleryPage } from "../blocks/gallery/page.ts";
import { view } from "../blocks/gallery/samples.ts";

const file = resolve("gallery.html");
writeFileSync(file, galleryPage(chapters, view));
const cards = chapters.reduce((sum, { entries }) => sum + entries.length, 0);
console.log(`${cards} cards written to ${file}`);
