// What Slack accepts in each slot, in UTF-16 code units of the text as sent, and in items.
export const LIMITS = {
  messageBlocks: 50,
  /** All blocks of a message as JSON. */
  messageJson: 13_200,
  modalBlocks: 100,
  modalJson: 250_000,
  homeBlocks: 100,
  /** The 250 kB of a view, where every character may take three bytes. */
  homeJson: 80_000,
  /** Posting cuts at 40,000, but updating refuses anything over this. */
  messageText: 4_000,
  header: 150,
  section: 3_000,
  field: 2_000,
  fields: 10,
  context: 3_000,
  contextElements: 10,
  actions: 25,
  tableRows: 100,
  tableColumns: 20,
  /** Not on record; a cell that is longer is no longer read as one. */
  cell: 120,
  imageAlt: 2_000,
  imageTitle: 2_000,
  button: 75,
  option: 75,
  options: 100,
  placeholder: 150,
  label: 2_000,
  hint: 2_000,
  input: 3_000,
  modalTitle: 24,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
} as const;
