-- By themselves: what is added to an enum cannot be used before it is committed.
ALTER TYPE "RulesStatus" ADD VALUE 'canary';
ALTER TYPE "RulesStatus" ADD VALUE 'rolled_back';
ALTER TYPE "MirrorKind" ADD VALUE 'policy';
