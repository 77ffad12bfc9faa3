-- By themselves: what is added to an enum cannot be used before it is committed.
ALTER TYPE "LadderName" ADD VALUE 'override';
ALTER TYPE "MirrorKind" ADD VALUE 'override';
ALTER TYPE "MirrorKind" ADD VALUE 'override_reminder';
ALTER TYPE "MirrorKind" ADD VALUE 'override_outcome';
ALTER TYPE "MirrorKind" ADD VALUE 'home';
ALTER TYPE "MirrorKind" ADD VALUE 'report';
ALTER TYPE "MirrorKind" ADD VALUE 'alert';
