-- The message that a lead is back before its time.
ALTER TYPE "MirrorKind" ADD VALUE 'returned';
