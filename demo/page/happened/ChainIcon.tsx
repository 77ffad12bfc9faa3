/** Two links of a chain, joined or apart. Words stand beside it. */
export function ChainIcon({ isBroken }: { readonly isBroken: boolean }) {
  return (
    <svg
      class="demo-chain-icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
    >
      <rect x="5" y={isBroken ? -1.5 : 0.75} width="6" height="8" rx="3" stroke-width="1.5" />
      <rect x="5" y={isBroken ? 9.5 : 7.25} width="6" height="8" rx="3" stroke-width="1.5" />
      {isBroken && <path d="M2.5 8h2M11.5 8h2" stroke-width="1.5" stroke-linecap="round" />}
    </svg>
  );
}
