-- What routing asks of earlier leads: who accepted the account's last open lead, who had the same person's lead before,
-- how reps have answered; and the ladder of a lead that waits for somebody's next opening.

ALTER TYPE "LadderName" ADD VALUE 'opening' BEFORE 'offer';
ALTER TYPE "TimerVerb" ADD VALUE 'route' BEFORE 'fallback';

-- The company of a lead, as accounts are told apart: by the domain that the lead gave, else one that a provider gave,
-- else that of the e-mail address (a free mailbox's is never asked for); and by name, case aside.
CREATE FUNCTION lead_domain(submission jsonb, signals jsonb) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN coalesce(
    submission -> 'company' ->> 'domain',
    jsonb_path_query_first(signals, '$[*] ? (@.key == "company.domain").value') #>> '{}',
    split_part(submission ->> 'email', '@', 2)
  );
CREATE FUNCTION lead_company(submission jsonb) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN lower(submission -> 'company' ->> 'name');

CREATE INDEX "Person_domain_idx" ON "Person" (lead_domain(submission, signals))
  WHERE lead_domain(submission, signals) IS NOT NULL;
CREATE INDEX "Person_company_idx" ON "Person" (lead_company(submission)) WHERE lead_company(submission) IS NOT NULL;

-- From a lead to the others of the same person.
CREATE INDEX "Identity_leadId_idx" ON "Identity" ("leadId");

-- A rep's answers, and what they did not answer, the latest first.
CREATE INDEX "LeadEvent_answers_idx" ON "LeadEvent" (rep, at DESC)
  WHERE type IN ('accepted', 'recycled', 'taken_away');
