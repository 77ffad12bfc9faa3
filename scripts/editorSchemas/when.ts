// Words that several keys share.
export const WHEN =
  'A condition in CEL over lead, company, account, signals, history, lists and now, such as lead.intent == "demo" or company.employees >= 200. An attribute without a value makes it missing: has(lead.title) asks whether there is one.';

export const QUEUE =
  "The queue whose reviewers are asked: a key of ladders, and of channels and roles.reviewers in team.yml.";
