-- What is on record stays as it was written. BA001 is Baton's own SQLSTATE for an attempt to change it.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of "%" is refused: it is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'BA001';
END;
$$;

-- Statement triggers: an attempt is refused also where it would meet no row.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "LeadEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditLeaf"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "Checkpoint"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Of the rules only the status changes.
CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON "PolicyVersion"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER content_kept BEFORE UPDATE ON "PolicyVersion" FOR EACH ROW
  WHEN (
    (OLD.version, OLD.hash, OLD.canonical, OLD.by, OLD.note, OLD.at)
    IS DISTINCT FROM (NEW.version, NEW.hash, NEW.canonical, NEW.by, NEW.note, NEW.at)
  )
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON "TeamVersion"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER content_kept BEFORE UPDATE ON "TeamVersion" FOR EACH ROW
  WHEN (
    (OLD.version, OLD.hash, OLD.canonical, OLD.by, OLD.at)
    IS DISTINCT FROM (NEW.version, NEW.hash, NEW.canonical, NEW.by, NEW.at)
  )
  EXECUTE FUNCTION refuse_change();
