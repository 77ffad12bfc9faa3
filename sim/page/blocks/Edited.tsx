/** Says that a message is another than it was. */
export function Edited() {
  return <span class="edited"> (edited)</span>;
}
