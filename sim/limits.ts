/**
 * Every number that Slack's platform enforces, in one table, so that a test can read the edge it is
 * testing and another workspace's plan can be imitated by overriding one entry.
 *
 * Lengths are UTF-16 code units, counts are items, times are milliseconds unless the name says otherwise.
 */
export interface Limits {
  blocksPerMessage: number;
  blocksPerView: number;
  /** All blocks of one message, as JSON text. */
  blocksJson: number;
  header: number;
  sectionText: number;
  sectionFields: number;
  sectionFieldText: number;
  contextElements: number;
  actionsElements: number;
  textObject: number;
  buttonText: number;
  buttonValue: number;
  url: number;
  id: number;
  selectOptions: number;
  optionGroups: number;
  optionText: number;
  optionValue: number;
  optionDescription: number;
  overflowOptions: number;
  /** Checkboxes and radio buttons. */
  choiceOptions: number;
  placeholder: number;
  inputLabel: number;
  inputHint: number;
  plainTextInput: number;
  imageAltText: number;
  imageTitle: number;
  /** `alt_txt` of an upload. */
  fileAltText: number;
  fileBytes: number;
  confirmTitle: number;
  confirmText: number;
  confirmButton: number;
  markdownText: number;
  tableRows: number;
  tableColumns: number;
  tablesPerMessage: number;
  viewTitle: number;
  privateMetadata: number;
  callbackId: number;
  viewJson: number;
  viewStack: number;
  /** A longer text is cut on post, not refused. */
  postText: number;
  /** A longer text is refused on update. */
  updateText: number;
  /** What a person may type into one message. */
  typedText: number;
  attachments: number;
  metadataJson: number;
  ackMs: number;
  triggerMs: number;
  responseUrlMs: number;
  responseUrlUses: number;
  socketConnections: number;
}

export const SLACK_LIMITS: Readonly<Limits> = {
  blocksPerMessage: 50,
  blocksPerView: 100,
  blocksJson: 13_200,
  header: 150,
  sectionText: 3_000,
  sectionFields: 10,
  sectionFieldText: 2_000,
  contextElements: 10,
  actionsElements: 25,
  textObject: 3_000,
  buttonText: 75,
  buttonValue: 2_000,
  url: 3_000,
  id: 255,
  selectOptions: 100,
  optionGroups: 100,
  optionText: 75,
  optionValue: 150,
  optionDescription: 75,
  overflowOptions: 5,
  choiceOptions: 10,
  placeholder: 150,
  inputLabel: 2_000,
  inputHint: 2_000,
  plainTextInput: 3_000,
  imageAltText: 2_000,
  imageTitle: 2_000,
  fileAltText: 1_000,
  fileBytes: 1_073_741_824,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  markdownText: 12_000,
  tableRows: 100,
  tableColumns: 20,
  tablesPerMessage: 1,
  viewTitle: 24,
  privateMetadata: 3_000,
  callbackId: 255,
  viewJson: 250_000,
  viewStack: 3,
  postText: 40_000,
  updateText: 4_000,
  typedText: 12_000,
  attachments: 100,
  metadataJson: 16_000,
  ackMs: 3_000,
  triggerMs: 3_000,
  responseUrlMs: 30 * 60_000,
  responseUrlUses: 5,
  socketConnections: 10,
};

/** How often a method may be called. All buckets follow the simulated clock. */
export interface RateLimits {
  /** Calls a minute, per method, for Slack's tiers 1 to 4; a whole minute's worth may come at once. */
  tier1: number;
  tier2: number;
  tier3: number;
  tier4: number;
  /** Methods that Slack calls "special": several hundred a minute. */
  special: number;
  /** `chat.postMessage`: messages a second and channel. */
  postsPerSecond: number;
  /** How many posts to one channel may come at once before the pace applies: Slack tolerates a short burst. */
  postBurst: number;
}

export const SLACK_RATE_LIMITS: Readonly<RateLimits> = {
  tier1: 1,
  tier2: 20,
  tier3: 50,
  tier4: 100,
  special: 600,
  postsPerSecond: 1,
  postBurst: 2,
};

/** Real-time pace of deliveries; tests shorten it. Milliseconds of the system clock, never of `now`. */
export interface Timings {
  /** How long Slack waits for an acknowledgement. */
  ackMs: number;
  /** Waits before the 1st, 2nd and 3rd repetition of an event. */
  retryDelaysMs: readonly number[];
  /** How often a Socket Mode connection is pinged. */
  pingMs: number;
  /** How long a connection stays open after `refresh_requested`. */
  refreshGraceMs: number;
}

export const SLACK_TIMINGS: Readonly<Timings> = {
  ackMs: SLACK_LIMITS.ackMs,
  retryDelaysMs: [0, 60_000, 300_000],
  pingMs: 5_000,
  refreshGraceMs: 10_000,
};
