/** Images, and what stands in for one that cannot be loaded. */
import type { ImageElement, ImageBlock as SlackImageBlock } from "@slack/types";
import { useState } from "preact/hooks";
import { safeUrl } from "../text/links.ts";
import { PlainText } from "../text/Mrkdwn.tsx";

type Image = ImageElement | SlackImageBlock;

export function ImageBlock({ block }: { block: SlackImageBlock }) {
  return (
    <figure class="bk-image-block">
      {block.title !== undefined && (
        <figcaption>
          <PlainText text={block.title.text} emoji={block.title.emoji} />
        </figcaption>
      )}
      <Picture image={block} class="bk-image" />
    </figure>
  );
}

/** Square, `size` CSS pixels wide: beside a section or in a context line. */
export function SmallImage({ image, size }: { image: ImageElement; size: number }) {
  return <Picture image={image} class={`bk-image-${size}`} />;
}

function Picture({ image, class: className }: { image: Image; class: string }) {
  const [failed, setFailed] = useState(false);
  const address = addressOf(image);
  if (address === undefined || failed) {
    return (
      <span
        class={`${className} bk-image-missing`}
        role="img"
        aria-label={image.alt_text}
        title={image.alt_text}
      >
        <span aria-hidden="true">{image.alt_text}</span>
      </span>
    );
  }
  return (
    <img
      class={className}
      src={address}
      alt={image.alt_text}
      loading="lazy"
      referrerpolicy="no-referrer"
      onError={() => setFailed(true)}
    />
  );
}

/** A file of the workspace's own comes from where the page comes from. */
function addressOf(image: Image): string | undefined {
  if ("slack_file" in image)
    return "id" in image.slack_file ? fileAddress(image.slack_file.id) : sameSite(image.slack_file.url);
  const address = "image_url" in image ? image.image_url : undefined;
  const url = address === undefined ? undefined : safeUrl(address);
  return url?.startsWith("mailto:") ? undefined : url;
}

function fileAddress(id: string): string {
  return `/files/${encodeURIComponent(id)}`;
}

/** The page may be open as `localhost` where the address says 127.0.0.1. */
function sameSite(url: string): string {
  return fileAddress(url.split("/").at(-1) ?? "");
}
