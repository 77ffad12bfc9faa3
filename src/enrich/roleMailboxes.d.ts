// The package has no types of its own.
declare module "role-based-email-addresses" {
  const mailboxes: readonly string[];
  export default mailboxes;
}
