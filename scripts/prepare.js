// The end of `npm ci`: makes the empty database that the demo and the tests begin with. Without it they make their own,
// which takes them some seconds; so nothing that goes wrong here (a Node too old for TypeScript) is worth a failed install.
try {
  const { migratedDump } = await import("../src/store/database/emptyDump.ts");
  await migratedDump();
} catch (error) {
  process.stderr.write(`The empty database is made when it is first needed: ${error.message}\n`);
}
