-- At a start every Home that there is is brought up to date; it does not look through all cards for them.
CREATE INDEX "Mirror_home_idx" ON "Mirror" (id) WHERE kind = 'home';
